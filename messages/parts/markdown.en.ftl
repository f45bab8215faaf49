markdown-widget-no-parentheses = The widget has no parentheses
    .help = Write {"{{"} name(key="value") {"}}"}, with empty parentheses where there are no arguments. Put a backslash in front of braces that are text.
markdown-widget-unclosed = The widget is not closed
    .help = A widget begins with {"{{"} and ends with ) {"}}"}, with no empty line between.
markdown-widget-full-width = A full-width { $found } stands here
    .help = Type the half-width { $wanted } instead.
markdown-widget-unexpected = { $found } was not expected among the arguments
    .help = Write name="value", with commas between arguments, and ) {"}}"} at the end.
markdown-widget-bare-word = { $word } is not in quotes
    .help = Text has to be in quotes; only numbers, true and false go without.
markdown-widget-open-quote = The quote is not closed
    .help = Add the same quote at the end of the text.
markdown-widget-needs-name = This value has no name
    .help = Only the first value may go without a name; write name="value".
markdown-widget-twice = The argument { $name } is there twice
    .help = Remove one of them.
markdown-widget-misplaced = A widget can't stand in the address of a link or an image
    .help = Write the address itself.
markdown-foreign-shortcode = This is a shortcode of Hugo and stays as it is
    .help = Use a widget of Miao, {"{{"} name(key="value") {"}}"}, or remove it.
markdown-body-shortcode = This is a paired shortcode of Zola and stays as it is
    .help = Use a widget of Miao, {"{{"} name(key="value") {"}}"}, or remove it.
