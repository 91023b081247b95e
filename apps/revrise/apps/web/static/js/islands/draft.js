// <rr-draft> around the form of a draft: buttons that change what there is (name "do") do so in
// place, with what was open left open and the eye where it was. Without script the page comes back.
const opened = (root) => new Set([...root.querySelectorAll('details[id][open]')].map((one) => one.id));

// The icons of the new page that this one has not drawn yet.
const draw = (page) => {
  for (const one of page.querySelectorAll('symbol')) {
    if (!document.getElementById(one.id)) document.querySelector('symbol')?.after(one);
  }
};

class Draft extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', (event) => this.send(event));
    this.addEventListener('change', (event) => {
      if (!event.target.matches('[data-again]')) return;
      this.to = event.target.id;
      event.target.form.requestSubmit(event.target.form.querySelector('button[value=refresh]'));
    });
  }

  async send(event) {
    const button = event.submitter;
    if (button?.name !== 'do' || event.defaultPrevented) return;
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const form = event.target;
    const action = new URL(button.getAttribute('formaction') ?? form.getAttribute('action'), location.href);
    try {
      const answer = await fetch(action, {method: 'POST', body: new URLSearchParams(new FormData(form, button))});
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const found = page.querySelector('rr-draft');
      if (!found) throw new Error('no draft');
      draw(page);
      this.show(found, this.to ?? (action.hash.slice(1) || document.activeElement?.id), button.value);
    } catch {
      form.submit();
    } finally {
      this.to = undefined;
      this.busy = false;
    }
  }

  show(found, to, done) {
    const open = /^(up|down|drop):/.test(done) ? new Set() : opened(this);
    this.replaceChildren(...found.childNodes);
    for (const id of open) this.querySelector(`[id="${id}"]`)?.setAttribute('open', '');
    const place = to && document.getElementById(to);
    if (!place) return;
    for (let box = place; box; box = box.parentElement?.closest('details')) if (box.matches('details')) box.open = true;
    place.scrollIntoView({block: 'nearest'});
    (place.matches('details') ? place.querySelector('summary') : place.matches('input, select, textarea') ? place
      : place.querySelector('input, select, textarea') ?? place).focus({preventScroll: true});
  }
}

customElements.define('rr-draft', Draft);
