// <rr-chart data-option="ID" data-library="URL">: draws an ECharts option the server sent as JSON.
// Strings like "$accent" are design tokens, so one option serves both themes.
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--rr-${name}`).trim();

const filled = (value) => {
  if (Array.isArray(value)) return value.map(filled);
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
  }
  return typeof value === 'string' && value.startsWith('$') ? token(value.slice(1)) : value;
};

let library;
const echarts = (url) => {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve(window.echarts);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
};

class Chart extends HTMLElement {
  async connectedCallback() {
    const {init} = await echarts(this.dataset.library);
    this.plot = init(this, null, {
      renderer: 'svg',
      locale: document.documentElement.lang === 'zh-CN' ? 'ZH' : 'EN',
    });
    this.draw();
    this.sizes = new ResizeObserver(() => this.plot.resize());
    this.sizes.observe(this);
    this.themes = new MutationObserver(() => this.draw());
    this.themes.observe(document.documentElement, {attributeFilter: ['data-bs-theme']});
  }

  draw() {
    const source = document.getElementById(this.dataset.option);
    const option = filled(JSON.parse(source.textContent));
    const textStyle = {fontFamily: token('sans'), fontSize: 12, color: token('ink-2')};
    this.plot.setOption({animation: false, textStyle, ...option}, true);
  }

  disconnectedCallback() {
    this.sizes?.disconnect();
    this.themes?.disconnect();
    this.plot?.dispose();
  }
}

customElements.define('rr-chart', Chart);
