// <rr-draft> around the form of a draft: buttons that change what there is (name "do") do so in
// place, with what was open left open and the eye where it was. What was open is open again on the
// page that answers too. Who leaves with changes that are not saved is asked first, in the browser's
// own words. Without script the page comes back, and nobody is asked.
const opened = (root) => new Set([...root.querySelectorAll('details[id][open]')].map((one) => one.id));

// The icons of the new page that this one has not drawn yet.
const draw = (page) => {
  for (const one of page.querySelectorAll('symbol')) {
    if (!document.getElementById(one.id)) document.querySelector('symbol')?.after(one);
  }
};

class Draft extends HTMLElement {
  connectedCallback() {
    this.unsaved = this.hasAttribute('data-unsaved');
    addEventListener('beforeunload', (event) => { if (this.unsaved && !this.sent) event.preventDefault(); });
    // What stands beside the buttons, such as how many calls to try it on, is none of the draft.
    this.addEventListener('input', (event) => { if (!event.target.closest('.dr-e')) this.unsaved = true; });
    addEventListener('pageshow', () => { this.sent = false; });
    this.key = `rr-draft ${location.pathname.replace(/\w+$/, '')}`;
    this.open(JSON.parse(sessionStorage.getItem(this.key) ?? '[]'));
    sessionStorage.removeItem(this.key);
    this.addEventListener('submit', (event) => this.send(event));
    this.addEventListener('change', (event) => {
      if (!event.target.matches('[data-again]')) return;
      this.to = event.target.id;
      event.target.form.requestSubmit(event.target.form.querySelector('button[value=refresh]'));
    });
  }

  async send(event) {
    const button = event.submitter;
    if (event.defaultPrevented) return;
    if (button?.name !== 'do') {
      this.sent = true;
      sessionStorage.setItem(this.key, JSON.stringify([...opened(this)]));
      return;
    }
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const form = event.target;
    const action = new URL(button.getAttribute('formaction') ?? form.getAttribute('action'), location.href);
    try {
      const answer = await fetch(action, {method: 'POST', body: new URLSearchParams(new FormData(form, button))});
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const found = page.querySelector('rr-draft');
      if (!found) { // whatever it is, the server says it best
        this.sent = true;
        return form.submit();
      }
      draw(page);
      this.show(found, this.to ?? (action.hash.slice(1) || document.activeElement?.id), button.value);
    } catch {
      const text = document.getElementById('toasts')?.dataset.lost;
      document.dispatchEvent(new CustomEvent('rr:toast', {detail: {text, kind: 'bad'}}));
    } finally {
      this.to = undefined;
      this.busy = false;
    }
  }

  open(ids) {
    for (const id of ids) this.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  }

  show(found, to, done) {
    const open = /^(up|down|drop):/.test(done) ? new Set() : opened(this);
    this.replaceChildren(...found.childNodes);
    this.unsaved = found.hasAttribute('data-unsaved');
    this.open(open);
    const place = to && document.getElementById(to);
    if (!place) return;
    for (let box = place; box; box = box.parentElement?.closest('details')) if (box.matches('details')) box.open = true;
    place.scrollIntoView({block: 'nearest'});
    (place.matches('details') ? place.querySelector('summary') : place.matches('input, select, textarea') ? place
      : place.querySelector('input, select, textarea') ?? place).focus({preventScroll: true});
  }
}

customElements.define('rr-draft', Draft);
