// <rr-filter data-label data-none> around a long list of tick boxes: what is typed leaves those
// whose words have it, and those that are ticked. Without script, the whole list scrolls.
class Filter extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll('label.chk')];
    if (this.rows.length <= 8) return;
    const input = Object.assign(document.createElement('input'), {
      type: 'search', className: 'inp', placeholder: this.dataset.label, autocomplete: 'off',
    });
    input.setAttribute('aria-label', this.dataset.label);
    this.none = Object.assign(document.createElement('p'), {
      className: 't5 i3', textContent: this.dataset.none, hidden: true,
    });
    this.none.setAttribute('role', 'status');
    input.addEventListener('input', () => this.show(input.value));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    this.querySelector('.picks').before(input);
    this.append(this.none);
  }

  show(typed) {
    const words = typed.trim().toLocaleLowerCase().split(/\s+/);
    for (const row of this.rows) {
      const text = row.textContent.toLocaleLowerCase();
      row.hidden = !row.querySelector('input').checked && !words.every((one) => text.includes(one));
    }
    this.none.hidden = this.rows.some((row) => !row.hidden);
  }
}

customElements.define('rr-filter', Filter);
