// SPDX-License-Identifier: Apache-2.0

/// The look of the page, light or dark as the reader's system asks, and plain on paper.
enum StyleSheet {
  /// The style sheet.
  static let text = colours + darkColours + layout + charts + paper

  /// Okabe and Ito's hues, darkened where text in them must be read on white.
  private static let colours = """

    :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1b1f24;--muted:#5b6470;
    --line:#d9dee5;--grid:#e9ecf0;--good:#00704f;--bad:#b83a00;--goodcard:#e6f4ee;
    --badcard:#fcece3;--c0:#30363d;--c1:#0072b2;--c2:#d04a00;--c3:#008a63;--c4:#c27c00;
    --c5:#a8508a;--c6:#3a98d0;--c7:#7a5230}

    """

  private static let darkColours = """
    @media (prefers-color-scheme:dark){:root{--page:#0f1318;--card:#171c23;--ink:#e6eaf0;
    --muted:#9aa5b3;--line:#313a46;--grid:#252d37;--good:#3fcf9b;--bad:#ff8a50;
    --goodcard:#12291f;--badcard:#331d12;--c0:#d5dbe3;--c1:#4da8e8;--c2:#ff7a3d;--c3:#2fc796;
    --c4:#f0ac2e;--c5:#e08cc0;--c6:#8ecdf5;--c7:#c79a6b}}

    """

  private static let layout = """
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:1200px;padding:24px 16px 64px;background:var(--page);
    color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",
    "Liberation Sans","DejaVu Sans",sans-serif}
    h1{font-size:30px;line-height:1.2;margin:0}
    h2{font-size:19px;margin:0 0 10px}
    h2 span{font-size:14px;font-weight:600;margin-left:10px}
    p{margin:6px 0}
    .brand{color:var(--muted);font-weight:600;letter-spacing:.08em;text-transform:uppercase;
    font-size:12px;margin:0}
    .muted,.unit{color:var(--muted)}
    .good{color:var(--good)}
    .bad{color:var(--bad)}
    .mono{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:13px}
    .verdict{border-radius:8px;padding:10px 14px;margin:12px 0;border-left:5px solid var(--muted);
    background:var(--card)}
    .verdict b{font-size:18px;margin-right:8px}
    .verdict span{color:var(--ink)}
    .verdict.good{background:var(--goodcard);border-color:var(--good)}
    .verdict.bad{background:var(--badcard);border-color:var(--bad)}
    nav{position:sticky;top:0;z-index:1;background:var(--page);padding:8px 0;margin:8px 0;
    display:flex;flex-wrap:wrap;gap:4px 16px;font-size:14px}
    nav a{color:var(--ink);text-decoration:none;border-bottom:2px solid var(--line)}
    nav a.bad{border-color:var(--bad)}
    nav a.good{border-color:var(--good)}
    nav a:hover{border-color:var(--c1)}
    section{background:var(--card);border:1px solid var(--line);border-radius:10px;
    padding:16px 18px;margin:0 0 16px;scroll-margin-top:48px}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;min-width:50%;font-size:13.5px;font-variant-numeric:tabular-nums}
    th,td{padding:4px 10px 4px 0;text-align:left;vertical-align:top;
    border-bottom:1px solid var(--grid)}
    thead th{color:var(--muted);font-weight:600;border-color:var(--line);white-space:nowrap}
    tbody th{font-weight:600}
    td,tbody th{overflow-wrap:break-word}
    .n{text-align:right;white-space:nowrap}
    .t{white-space:nowrap}
    .m{min-width:380px}
    th.n,td.n{padding-left:8px}

    """

  private static let charts = """
    figure{margin:0 0 14px;overflow-x:auto}
    figcaption{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 10px;font-size:13.5px}
    .unit{font-size:13px}
    .keys{display:flex;flex-wrap:wrap;gap:0 16px;margin-left:auto;font-size:13px}
    .key svg{width:30px;height:8px;margin-right:5px;vertical-align:middle}
    .key i,.keys>i{font-style:normal;color:var(--muted);margin-left:5px}
    .chart{display:block;width:100%;min-width:720px;height:auto}
    .chart text{font-size:11px;fill:var(--muted);font-variant-numeric:tabular-nums}
    .k0{--k:var(--c0)}.k1{--k:var(--c1)}.k2{--k:var(--c2)}.k3{--k:var(--c3)}
    .k4{--k:var(--c4)}.k5{--k:var(--c5)}.k6{--k:var(--c6)}.k7{--k:var(--c7)}
    .line{fill:none;stroke:var(--k);stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
    .line[stroke-dasharray]{stroke-linecap:butt}
    .grid path{stroke:var(--grid);fill:none}
    .grid text{text-anchor:end}
    .time path{stroke:var(--grid);fill:none}
    .time path.day{stroke:var(--muted)}
    .time text{text-anchor:middle}
    .time text.day{font-weight:700;fill:var(--ink)}
    .bound path{stroke:var(--bad);stroke-width:1.2;stroke-dasharray:2 3;fill:none}
    .chart .bound text{fill:var(--bad);font-weight:600;paint-order:stroke;stroke:var(--card);
    stroke-width:3px}
    .miss{fill:var(--bad);opacity:.12}
    .end path{stroke:var(--k);fill:none;opacity:.6}
    .chart .end text,.chart .lane text{fill:var(--k);font-weight:600}
    .rail{stroke:var(--grid)}
    .mark path{fill:var(--k);stroke:var(--k);stroke-width:1.4}
    .mark path.span{stroke-width:5;opacity:.35}
    .symbol{width:14px;height:14px;vertical-align:-2px}
    .stages{width:160px;height:10px;background:var(--grid)}
    .stages rect{fill:var(--k)}
    .minutes{width:480px;height:14px;background:var(--grid);display:block;margin-top:3px}
    .minutes rect,.swatch rect{fill:var(--k)}
    .minutes .faint,.swatch .faint{opacity:.45}
    .minutes text{font-size:10px;fill:var(--ink);paint-order:stroke;stroke:var(--card);
    stroke-width:2.5px;text-anchor:middle}
    .swatch{width:10px;height:10px;margin-right:4px;vertical-align:-1px}
    .causes{display:flex;flex-wrap:wrap;gap:0 12px;width:480px;font-size:12.5px}
    .causes i{font-style:normal;color:var(--muted)}
    thead th.w{white-space:normal;overflow-wrap:anywhere;min-width:84px}
    .cursor{stroke:var(--muted);stroke-dasharray:2 2;pointer-events:none}

    """

  private static let paper = """
    @media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--muted:#444;
    --line:#bbb;--grid:#e4e4e4;--good:#00704f;--bad:#b83a00;--goodcard:#fff;--badcard:#fff;
    --c0:#30363d;--c1:#0072b2;--c2:#d04a00;--c3:#008a63;--c4:#c27c00;--c5:#a8508a;--c6:#3a98d0;
    --c7:#7a5230}
    body{max-width:none;padding:0;font-size:12px}nav{display:none}
    section{border:0;padding:0 0 8px}figure,tr{break-inside:avoid}.chart{min-width:0}
    h2{break-after:avoid}}

    """
}
