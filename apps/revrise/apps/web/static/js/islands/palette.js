// <rr-palette data-url data-label data-hint data-none data-all data-close>: Ctrl-K opens a field;
// what is typed is searched, arrows choose, Enter goes there. A combobox with a list box (ARIA).
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

class Palette extends HTMLElement {
  connectedCallback() {
    document.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        this.open();
      }
    });
    document.addEventListener('click', (event) => {
      if (!event.target.closest?.('[data-palette]') || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.open();
    });
  }

  open() {
    if (!this.dialog) this.build();
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.input.value = '';
    this.find();
  }

  build() {
    this.input = make('input', {
      type: 'search', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'pal-list',
      'aria-autocomplete': 'list', 'aria-label': this.dataset.label, autocomplete: 'off',
      placeholder: this.dataset.hint, spellcheck: 'false',
    });
    this.list = make('div', {id: 'pal-list', role: 'listbox', class: 'pal-l', 'aria-label': this.dataset.label});
    this.status = make('p', {class: 'sr', role: 'status'});
    const close = make('button', {type: 'button', class: 'btn btn-g btn-s'}, this.dataset.close);
    close.addEventListener('click', () => this.dialog.close());
    this.dialog = make('dialog', {class: 'rr-dialog', 'aria-label': this.dataset.label},
      make('div', {class: 'pal-in'}, this.input, close), this.list, this.status);
    this.append(this.dialog);
    this.input.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(), 120);
    });
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.dialog.addEventListener('click', (event) => {
      if (event.target === this.dialog) this.dialog.close();
      const option = event.target.closest('[role=option]');
      if (option) this.go(option);
    });
  }

  async find() {
    this.asked?.abort();
    this.asked = new AbortController();
    const url = `${this.dataset.url}?q=${encodeURIComponent(this.input.value)}`;
    try {
      const answer = await fetch(url, {
        signal: this.asked.signal,
        headers: {'HX-Request': 'true', 'HX-Request-Type': 'partial', 'HX-Target': 'palette'},
      });
      if (answer.redirected || !answer.ok) throw new Error(answer.status);
      this.list.innerHTML = await answer.text();
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.list.replaceChildren();
    }
    this.options = [...this.list.querySelectorAll('[role=option]')];
    this.options.forEach((option, index) => { option.id = `pal-${index}`; });
    this.status.textContent = this.options.length ? `${this.options.length}` : this.dataset.none;
    this.choose(0);
  }

  choose(index) {
    if (!this.options?.length) return this.input.removeAttribute('aria-activedescendant');
    this.at = (index + this.options.length) % this.options.length;
    this.options.forEach((option, i) => option.setAttribute('aria-selected', i === this.at));
    this.input.setAttribute('aria-activedescendant', this.options[this.at].id);
    this.options[this.at].scrollIntoView({block: 'nearest'});
  }

  key(event) {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) {
      event.preventDefault();
      this.choose(this.at + step);
    } else if (event.key === 'Enter' && this.options?.[this.at]) {
      event.preventDefault();
      this.go(this.options[this.at]);
    }
  }

  go(option) {
    location.assign(option.dataset.href);
  }
}

customElements.define('rr-palette', Palette);
