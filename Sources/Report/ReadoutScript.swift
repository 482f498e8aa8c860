// SPDX-License-Identifier: Apache-2.0

/// An optional script: a cursor on all charts at once, with the values in the legends.
///
/// It reads the drawn paths, so that the page carries no number twice. Without it the page says
/// the same, only less precisely between the grid lines.
enum ReadoutScript {
  /// The script, in a CDATA section so that the page stays well-formed XML.
  static let text = "//<![CDATA[\n" + source + "//]]>"

  /// The plot's edges, as in `ChartFrame`.
  private static let edges =
    "const L=\(ChartFrame.short(ChartFrame.left)),R=\(ChartFrame.short(ChartFrame.right)),"
    + "T=\(ChartFrame.short(ChartFrame.top)),W=\(ChartFrame.short(ChartFrame.width));\n"

  private static let source =
    edges + #"""
      const charts = [...document.querySelectorAll('svg.chart')].map(svg => {
        const [kind, low, high, base, unit] = (svg.dataset.axis || '').split(' ');
        const bottom = svg.viewBox.baseVal.height - 20;
        const cursor = document.createElementNS('http://www.w3.org/2000/svg', 'path');
        cursor.setAttribute('class', 'cursor');
        svg.append(cursor);
        const keys = new Map([...svg.parentNode.querySelectorAll('.key')]
          .map(key => [key.dataset.name, key.querySelector('i')]));
        const lines = [...svg.querySelectorAll('.line')].map(path => ({
          path, steps: null, out: keys.get(path.dataset.name)}));
        lines.forEach(line => { line.rest = line.out ? line.out.textContent : ''; });
        return {svg, kind, low: +low, high: +high, base: +base, unit, bottom, cursor, lines};
      });
      // The corners of a path: M and l take pairs, h and v one number each.
      function corners(d) {
        const points = [];
        let x = 0, y = 0;
        for (const [, verb, rest] of d.matchAll(/([Mlhv])([^Mlhv]*)/g)) {
          const n = (rest.match(/-?\d*\.?\d+/g) || []).map(Number);
          if (verb === 'M') { x = n[0]; y = n[1]; points.push([x, y, true]); continue; }
          if (verb === 'h') x += n[0];
          else if (verb === 'v') y += n[0];
          else { x += n[0]; y += n[1]; }
          points.push([x, y, false]);
        }
        return points;
      }
      function heightAt(line, x) {
        line.steps = line.steps || corners(line.path.getAttribute('d'));
        let found = null;
        for (let i = 1; i < line.steps.length; i++) {
          const a = line.steps[i - 1], b = line.steps[i];
          if (b[2] || x < a[0] || x > b[0]) continue;
          found = b[0] === a[0] ? b[1] : a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]);
        }
        return found;
      }
      function words(value, unit) {
        if (unit === 'seconds') {
          return value < 1 ? (value * 1000).toPrecision(3) + ' ms' : value.toPrecision(3) + ' s';
        }
        let scaled = value;
        const base = unit === 'bytes' ? 1024 : 1000;
        const names = unit === 'bytes' ? ['', ' Ki', ' Mi', ' Gi', ' Ti'] : ['', 'k', 'M', 'G', 'T'];
        let name = 0;
        while (scaled >= base && name < 4) { scaled /= base; name++; }
        return (scaled < 10 ? +scaled.toFixed(2) : scaled < 100 ? +scaled.toFixed(1)
          : Math.round(scaled)) + names[name];
      }
      function show(x) {
        for (const c of charts) {
          c.cursor.setAttribute('d', x === null ? '' : `M${x} ${T}V${c.bottom}`);
          for (const line of c.lines) {
            if (!line.out) continue;
            const y = x === null ? null : heightAt(line, x);
            const share = (c.base - y) / (c.base - T);
            const value = c.kind === 'linear' ? c.low + share * (c.high - c.low)
              : c.low * Math.pow(c.high / c.low, share);
            line.out.textContent = y === null ? line.rest : words(value, c.unit);
          }
        }
      }
      let asked = false;
      for (const c of charts) {
        c.svg.addEventListener('mousemove', event => {
          const box = c.svg.getBoundingClientRect();
          const x = (event.clientX - box.left) / box.width * W;
          if (asked) return;
          asked = true;
          requestAnimationFrame(() => { asked = false; show(x >= L && x <= R ? x : null); });
        });
        c.svg.addEventListener('mouseleave', () => show(null));
      }

      """#
}
