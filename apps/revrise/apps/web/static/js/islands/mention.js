// <rr-mention data-url data-label data-found data-shared> around a field: what is typed after an @
// is looked up, arrows choose, Enter or Tab writes the name, Escape closes. One line is a combobox
// with a list box (ARIA); of several lines it stays a text field that has one.
const TYPED = /(?:^|[^A-Za-z0-9])[@＠]([^@＠\n]{0,40})$/;
let made = 0;

class Mention extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.input = this.querySelector('input, textarea');
    this.list = document.createElement('ul');
    this.list.id = `mention-${made += 1}`;
    this.list.className = 'men-l';
    this.list.hidden = true;
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', this.dataset.label);
    this.status = document.createElement('p');
    this.status.className = 'sr';
    this.status.setAttribute('role', 'status');
    this.append(this.list, this.status);
    this.single = this.input.localName === 'input';
    for (const [name, value] of Object.entries({
      'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-controls': this.list.id, autocomplete: 'off',
      ...(this.single ? {role: 'combobox', 'aria-expanded': 'false'} : {}),
    })) this.input.setAttribute(name, value);
    this.input.addEventListener('input', () => this.soon());
    this.input.addEventListener('click', () => this.soon());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.close());
    this.list.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener('click', (event) => {
      const option = event.target.closest('[role=option]');
      if (option) this.write(option.textContent);
    });
  }

  get typed() {
    return TYPED.exec(this.input.value.slice(0, this.input.selectionStart))?.[1];
  }

  soon() {
    clearTimeout(this.timer);
    if (this.typed === undefined || this.typed.startsWith(' ')) this.close();
    else this.timer = setTimeout(() => this.find(this.typed), 120);
  }

  async find(typed) {
    if (typed === undefined) return;
    this.asked?.abort();
    this.asked = new AbortController();
    const coaches = this.dataset.shared === 'coaches' || this.input.form?.elements.coaches?.checked;
    const asked = new URLSearchParams({typed, shared: coaches ? 'coaches' : 'rep'});
    try {
      const answer = await fetch(`${this.dataset.url}?${asked}`, {signal: this.asked.signal});
      if (answer.redirected || !answer.ok) throw new Error(answer.status);
      const {items} = await answer.json();
      if (this.typed === typed && document.activeElement === this.input) this.show([...new Set(items.map((one) => one.name))]);
    } catch (error) {
      if (error.name !== 'AbortError') this.close();
    }
  }

  show(names) {
    if (!names.length) return this.close();
    this.list.replaceChildren(...names.map((name, index) => {
      const option = document.createElement('li');
      option.id = `${this.list.id}-${index}`;
      option.setAttribute('role', 'option');
      option.textContent = name;
      return option;
    }));
    this.list.hidden = false;
    if (this.single) this.input.setAttribute('aria-expanded', 'true');
    this.status.textContent = this.dataset.found.replace('{n}', names.length);
    return this.choose(0);
  }

  choose(at) {
    this.at = at;
    [...this.list.children].forEach((one, index) => one.setAttribute('aria-selected', String(index === at)));
    this.input.setAttribute('aria-activedescendant', this.list.children[at].id);
    this.list.children[at].scrollIntoView({block: 'nearest'});
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.list.replaceChildren();
    if (this.single) this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
    this.status.textContent = '';
  }

  // While a Chinese keyboard composes, Enter and the arrows are its own.
  key(event) {
    if (this.list.hidden || event.isComposing) return;
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const count = this.list.children.length;
    if (step) this.choose((this.at + step + count) % count);
    else if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) this.write(this.list.children[this.at].textContent);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  write(name) {
    const end = this.input.selectionStart;
    this.input.setRangeText(`${name} `, end - (this.typed ?? '').length, end, 'end');
    this.close();
    this.input.focus();
  }
}

customElements.define('rr-mention', Mention);
