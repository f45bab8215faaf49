markdown-widget-no-parentheses = 组件后面少了括号
    .help = 写成 {"{{"} 名称(参数="值") {"}}"}；没有参数也要写空括号。本来就是要显示花括号的，在前面加一个反斜杠。
markdown-widget-unclosed = 组件没有写完
    .help = 组件以 {"{{"} 开头，以 ) {"}}"} 结尾，中间不能有空行。
markdown-widget-full-width = 这里用了全角的 { $found }
    .help = 组件里的符号要用半角的 { $wanted }：切换到英文输入法再输入。
markdown-widget-unexpected = 组件的参数里有多余的 { $found }
    .help = 参数写成 名称="值"，参数之间用半角逗号隔开，最后是 ) {"}}"}。
markdown-widget-bare-word = { $word } 没有加引号
    .help = 文字要放在半角引号里；不加引号的只能是数字、true 或 false。
markdown-widget-open-quote = 引号没有合上
    .help = 在文字的末尾补上同样的引号。
markdown-widget-needs-name = 这个值没有名称
    .help = 只有第一个值可以不写名称，其余的写成 名称="值"。
markdown-widget-twice = 参数 { $name } 写了两次
    .help = 删去其中一个。
markdown-widget-misplaced = 组件不能放在链接或图片的地址里
    .help = 直接写地址。
markdown-foreign-shortcode = 这是 Hugo 的短代码，会原样显示
    .help = 改用苗的组件 {"{{"} 名称(参数="值") {"}}"}，或者删去它。
markdown-body-shortcode = 这是 Zola 的成对短代码，会原样显示
    .help = 改用苗的组件 {"{{"} 名称(参数="值") {"}}"}，或者删去它。
