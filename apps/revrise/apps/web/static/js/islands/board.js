// <rr-board>: cards dragged between columns, moves and what they lack in place, undo, more cards.
// Everything here is also a plain link or form; the server decides what a move may do.
const PART = {'HX-Request': 'true', 'HX-Request-Type': 'partial'};

let library;
const sortable = (url) => {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve(window.Sortable);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
};

class Board extends HTMLElement {
  connectedCallback() {
    this.live = this.querySelector('[data-live]');
    this.says = this.querySelector('[data-says]');
    this.dialog = this.querySelector('[data-dialog]');
    this.addEventListener('submit', (event) => this.submitted(event));
    this.addEventListener('click', (event) => this.clicked(event));
    this.addEventListener('toggle', (event) => this.toggled(event), true);
    this.dialog.addEventListener('close', () => { this.dialog.replaceChildren(); });
    this.ready();
  }

  async ready() {
    const undo = this.live.querySelector('[data-undo]');
    clearInterval(this.timer);
    if (undo) this.countdown(undo);
    const Sortable = await sortable(this.dataset.library);
    this.sorts?.forEach((one) => one.destroy());
    this.sorts = [...this.live.querySelectorAll('ul[data-stage]')].map((list) => new Sortable(list, {
      group: 'deals', draggable: '.dc', filter: '[data-still], a, button, summary, .menu',
      preventOnFilter: false, animation: 120, delay: 150, delayOnTouchOnly: true,
      sort: false, ghostClass: 'dc-ghost', onEnd: (event) => this.dropped(event),
      onStart: (event) => this.marks(event.item), onUnchoose: () => this.marks(null),
    }));
    this.dataset.ready = '';
  }

  // While a card is held, columns it cannot go to step back.
  marks(card) {
    const ways = card?.dataset.to.split(' ');
    for (const list of this.live.querySelectorAll('ul[data-stage]')) {
      const no = card && list !== card.parentElement && !ways.includes(list.dataset.stage);
      list.closest('.col-x').classList.toggle('no', Boolean(no));
    }
  }

  dropped({item, from, to, oldDraggableIndex}) {
    this.marks(null);
    if (from === to) return;
    const back = () => from.insertBefore(item, from.querySelectorAll('.dc')[oldDraggableIndex] ?? null);
    const token = item.querySelector('input[name=_csrf], input[name=csrf_token]') ?? document.querySelector('input[name=_csrf], input[name=csrf_token]');
    const body = new URLSearchParams({to: to.dataset.stage, expected: item.dataset.version});
    if (token) body.set(token.name, token.value);
    if (!item.dataset.to.split(' ').includes(to.dataset.stage)) {
      back();
      this.say(`${this.dataset.refused}: ${to.dataset.name}`);
      return;
    }
    this.send(`/deals/${item.dataset.deal}/move`, body, back);
  }

  async send(path, body, back = () => {}) {
    try {
      const answer = await fetch(path + location.search, {method: 'POST', body, headers: PART});
      const text = await answer.text();
      if (answer.ok) this.replace(text);
      else {
        back();
        if (answer.status === 422) this.ask(text);
        else if (answer.status === 409) this.conflict(text);
        else this.say(this.dataset.failed);
      }
    } catch {
      back();
      this.say(this.dataset.failed);
    }
  }

  replace(text) {
    this.dialog.close();
    this.says.replaceChildren();
    const scrolled = this.live.querySelector('.board')?.scrollLeft ?? 0;
    this.live.innerHTML = text;
    const board = this.live.querySelector('.board');
    if (board) board.scrollLeft = scrolled;
    this.ready();
    this.live.querySelector('[data-undo] button')?.focus({preventScroll: true});
  }

  ask(text) {
    this.dialog.innerHTML = text;
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.querySelector('[data-focus], input:not([type=hidden]), select')?.focus();
  }

  conflict(text) {
    this.dialog.close();
    this.says.innerHTML = text;
    this.says.querySelector('[data-focus]')?.focus();
  }

  say(text) {
    document.dispatchEvent(new CustomEvent('rr:toast', {detail: {text, kind: 'bad'}}));
  }

  submitted(event) {
    const form = event.target;
    if (!form.action.endsWith('/move')) return;
    event.preventDefault();
    event.stopPropagation();
    this.send(new URL(form.action).pathname, new URLSearchParams(new FormData(form)));
  }

  async clicked(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest('a[data-fill], a[data-more], a[data-close]');
    if (!link) return;
    event.preventDefault();
    if (link.matches('[data-close]')) {
      const stale = this.says.contains(link);
      this.dialog.close();
      this.says.replaceChildren();
      if (stale) this.refresh();
      return;
    }
    const answer = await fetch(link.href, {headers: PART});
    if (!answer.ok) return this.say(this.dataset.failed);
    const text = await answer.text();
    if (link.matches('[data-fill]')) this.ask(text);
    else this.append(link, text);
  }

  append(link, text) {
    const list = link.closest('.col-x')?.querySelector('ul') ?? link.closest('ul');
    link.closest('p, li').remove();
    list.insertAdjacentHTML('beforeend', text);
  }

  async refresh() {
    const answer = await fetch(location.href, {headers: PART});
    if (answer.ok) this.replace(await answer.text());
  }

  // A menu that would leave the screen or the board opens upwards; only one is open.
  toggled(event) {
    const menu = event.target;
    if (!menu.matches?.('details.mv') || !menu.open) return;
    for (const other of this.querySelectorAll('details.mv[open]')) if (other !== menu) other.open = false;
    const board = menu.closest('.board')?.getBoundingClientRect();
    const {top, bottom} = menu.getBoundingClientRect();
    const height = menu.querySelector('.menu').offsetHeight + 8;
    const below = Math.min(innerHeight, board?.bottom ?? Infinity) - bottom;
    const above = top - Math.max(0, board?.top ?? 0);
    menu.classList.toggle('up', height > below && above > below);
  }

  countdown(undo) {
    let left = 10;
    this.timer = setInterval(() => {
      left -= 1;
      const count = undo.querySelector('[data-count]');
      if (count) count.textContent = left;
      if (left <= 0) { clearInterval(this.timer); undo.remove(); }
    }, 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.sorts?.forEach((one) => one.destroy());
  }
}

customElements.define('rr-board', Board);
