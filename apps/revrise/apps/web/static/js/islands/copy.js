// <rr-copy data-done data-failed> around a field with a link: a button copies it. On the page of a
// call the link leads to where the playhead stands when the panel is opened.
class Copy extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector('input');
    const button = this.querySelector('button');
    button.hidden = false;
    button.addEventListener('click', () => this.copy());
    this.field.addEventListener('focus', () => this.field.select());
    this.closest('details')?.addEventListener('toggle', () => this.fill());
  }

  fill() {
    const at = Math.round(document.querySelector('rr-call-player')?.ms || 0);
    this.field.value = this.field.value.split('?')[0] + (at ? `?at=${at}` : '');
  }

  // Browsers give the clipboard to safe addresses alone; elsewhere the old way works.
  async copy() {
    this.field.select();
    const done = await navigator.clipboard?.writeText(this.field.value).then(() => true, () => false);
    const copied = done ?? document.execCommand('copy');
    document.dispatchEvent(new CustomEvent('rr:toast', {
      detail: {text: copied ? this.dataset.done : this.dataset.failed, kind: copied ? 'good' : 'bad'},
    }));
  }
}

customElements.define('rr-copy', Copy);
