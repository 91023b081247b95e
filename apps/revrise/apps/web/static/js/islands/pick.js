// <rr-pick data-url data-label data-none> around a search form and the list of what it found: what
// is typed is searched, arrows choose, Enter goes there, Escape chooses none. Without script, the
// form is sent.
class Pick extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.input = this.querySelector('[name=q]');
    this.list = this.querySelector('#found');
    this.status = document.createElement('p');
    this.status.className = 'sr';
    this.status.setAttribute('role', 'status');
    this.append(this.status);
    for (const [name, value] of Object.entries({
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'found',
    })) this.input.setAttribute(name, value);
    const soon = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(), 150);
    };
    this.input.addEventListener('input', soon);
    this.form.addEventListener('change', soon);
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.mark();
  }

  async find() {
    this.asked?.abort();
    this.asked = new AbortController();
    const url = `${this.dataset.url}?${new URLSearchParams(new FormData(this.form))}`;
    try {
      const answer = await fetch(url, {
        signal: this.asked.signal,
        headers: {'HX-Request': 'true', 'HX-Request-Type': 'partial', 'HX-Target': 'found'},
      });
      if (answer.redirected || !answer.ok) throw new Error(answer.status);
      this.list.innerHTML = await answer.text();
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.list.replaceChildren();
    }
    this.mark();
    this.status.textContent = this.options.length ? `${this.options.length}` : this.dataset.none;
  }

  mark() {
    this.options = [...this.list.querySelectorAll('a.pick')];
    const box = this.list.querySelector('ul');
    box?.setAttribute('role', 'listbox');
    box?.setAttribute('aria-label', this.dataset.label);
    this.options.forEach((option, index) => {
      option.id = `pick-${index}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.parentElement.setAttribute('role', 'presentation');
    });
    this.at = -1;
    this.input.setAttribute('aria-expanded', String(this.options.length > 0));
    this.input.removeAttribute('aria-activedescendant');
  }

  key(event) {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && this.options.length) {
      event.preventDefault();
      const count = this.options.length;
      this.at = this.at < 0 && step < 0 ? count - 1 : (this.at + step + count) % count;
      this.options.forEach((one, index) => one.setAttribute('aria-selected', index === this.at));
      this.input.setAttribute('aria-activedescendant', this.options[this.at].id);
      this.options[this.at].scrollIntoView({block: 'nearest'});
    } else if (event.key === 'Escape' && this.at >= 0) {
      event.preventDefault();
      this.mark();
    } else if (event.key === 'Enter' && this.at >= 0) {
      event.preventDefault();
      location.assign(this.options[this.at].href);
    }
  }
}

customElements.define('rr-pick', Pick);
