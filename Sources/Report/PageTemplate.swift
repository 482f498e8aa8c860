// SPDX-License-Identifier: Apache-2.0

import Mustache

/// The page as a Mustache template.
///
/// Double braces escape; triple braces are only for markup that `Markup` has written and for the
/// page's own style and script.
enum PageTemplate {
  /// Escapes scalar by scalar.
  ///
  /// The package's own rule goes by characters, so that a quote followed by a combining accent
  /// would pass it and end an attribute.
  private struct ScalarEscaping: MustacheContentType {
    func escapeText(_ text: String) -> String { Markup.escaped(text) }
  }

  /// The parsed template.
  static func template() throws -> MustacheTemplate {
    MustacheContentTypes.register(ScalarEscaping(), named: "SPRINGTIDE")
    return try MustacheTemplate(string: "{{% CONTENT_TYPE:SPRINGTIDE}}" + text)
  }

  private static let text = head + body

  private static let head = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="generator" content="Springtide"/>
    <title>{{title}} – Springtide</title>
    <style>{{{style}}}</style>
    </head>

    """

  private static let body = """
    <body>
    <header>
    <p class="brand">Springtide</p>
    <h1>{{title}}</h1>
    <p class="muted">{{subtitle}}</p>
    {{#verdicts}}
    <p class="verdict {{style}}"><b>{{words}}</b> <span>{{detail}}</span></p>
    {{/verdicts}}
    </header>
    <nav aria-label="Contents">{{#contents}}<a href="#{{target}}" class="{{style}}">{{name}}</a> {{/contents}}</nav>
    <main>
    {{#objectives}}\(table){{/objectives}}
    {{#timeline}}
    <section><figure>{{{caption}}}{{{drawing}}}</figure></section>
    {{/timeline}}
    {{#sections}}
    <section id="{{anchor}}">
    <h2>{{heading}} <span class="{{verdictClass}}">{{verdict}}</span></h2>
    {{#figures}}
    <figure>{{{caption}}}{{{drawing}}}</figure>
    {{/figures}}
    {{#remarks}}
    <p class="muted">{{.}}</p>
    {{/remarks}}
    </section>
    {{/sections}}
    {{#tables}}\(table){{/tables}}
    {{#facts}}\(table){{/facts}}
    </main>
    <script>{{{script}}}</script>
    </body>
    </html>

    """

  private static let table = """

    <section id="{{anchor}}">
    <h2>{{heading}}</h2>
    {{#hasRows}}
    <div class="scroll"><table>
    <thead><tr>{{#columns}}<th scope="col" class="{{style}}">{{text}}{{{drawing}}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr>{{#cells}}{{#isHeading}}<th scope="row" class="{{style}}">{{text}}{{{drawing}}}</th>{{/isHeading}}{{^isHeading}}<td class="{{style}}">{{text}}{{{drawing}}}</td>{{/isHeading}}{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table></div>
    {{/hasRows}}
    {{#notes}}
    <p class="muted">{{.}}</p>
    {{/notes}}
    </section>

    """
}
