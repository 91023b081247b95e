// A recording as a picture: one row a channel, loud where it is wide.
const STROKES = {seller: 'wv-s', buyer: 'wv-b'};
const [WIDTH, ROW, LOUDEST, QUIETEST] = [1000, 48, 22, 0.6];

// Channels that are loud together are one sound, recorded twice: of no side alone.
const SAME = 0.05;
export const once = (channels, sides) => {
  const rows = channels.map((values, row) => ({values, side: sides[row], row}));
  const twins = rows.filter(({values, row}) => row && values.every((loud, at) => Math.abs(loud - channels[0][at]) <= SAME));
  if (twins.length) rows[0].side = '';
  return rows.filter((one) => !twins.includes(one));
};

const drawn = (name, attributes) => {
  const shape = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
  return shape;
};

const line = (values, middle) => values.map((value, at) => {
  const half = Math.max(value * LOUDEST, QUIETEST);
  const x = ((at + 0.5) / values.length * WIDTH).toFixed(1);
  return `M${x} ${(middle - half).toFixed(1)}V${(middle + half).toFixed(1)}`;
}).join('');

// Over it lies what was not heard yet, pale, from `x` of `.wv-un` on.
export const picture = (channels) => {
  const svg = drawn('svg', {viewBox: `0 0 ${WIDTH} ${ROW * channels.length}`, preserveAspectRatio: 'none'});
  channels.forEach(({values, side}, row) => {
    svg.append(drawn('path', {class: STROKES[side] ?? 'wv-u', d: line(values, ROW * row + ROW / 2)}));
  });
  svg.append(drawn('rect', {class: 'wv-un', width: '100%', height: '100%', x: 0}));
  return svg;
};
