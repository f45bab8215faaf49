## 严重程度
severity-error = 错误
severity-warning = 提醒
severity-info = 说明
severity-help = 怎么办
findings-counted = 共 { $errors } 处错误、{ $warnings } 处提醒。

## 命令的说明
help-miao = 苗（Miao）：公共青年工作门户的静态网站生成器
help-build = 把整个网站生成到 public/
help-serve = 构建网站并在本机预览：一保存就重建，页面自动刷新，有错误就显示在页面上
help-watch = 构建网站，一保存就重建
help-port = 监听的端口，默认 3000；0 表示自动选一个空闲的
help-host = 监听的地址，默认 127.0.0.1，只有本机能访问
help-open = 在浏览器中打开页面
help-poll = 每秒比较两次文件，不等系统通知；用于网络盘
help-init = 新建一个门户，马上就能生成
help-init-dir = 新门户的文件夹，必须是空的或者还不存在
help-stats = 对数据提一个问题
help-report = 根据文章写明的数据，起草一个时期的工作总结
help-explain = 说明一个页面由什么生成、上次重新构建为什么动了它
help-explain-address = 地址（如 /news/a/）、网站里的文件（如 atom.xml）或门户里的文件（如 content/news/a.md）
help-explain-all = 长的列表也全部列出
help-explain-format = text 给人看，json 是给程序的一个对象
help-metric = 指标，写 site.toml 里的名称或标识；posts 是文章篇数
help-period = 2023、2023-H1、2023-Q1、2023-03、2023-01-01..2023-06-30、this-year、last-half 等；不写就是全部
help-by = 分组：month、quarter、half、year、category、kind、tag、其他分类，或台账里的一列
help-compare = 对比：last-year 是同比，previous 是环比
help-category = 只看这个栏目和它下面的栏目
help-kind = 只看这类活动
help-tag = 只看有这个标签的文章
help-series = 只看这个系列的文章
help-place = 只看这个地点的文章
help-top = 只看最大的几组
help-show = 与 stat 组件的写法相同，在这里不起作用
help-stats-format = table 给人看，json 和 csv 给程序用
help-stats-taxonomies = site.toml 里的其他分类也可以作选项，例如 --topic 乡村
help-report-period = 时期：2023-H1、2023、last-half 等
help-report-format = md、html（可打印）或 csv
help-report-output = 写到这个文件；不写就直接显示
help-root = 门户所在的文件夹；不写就取最近的、有 site.toml 的上级文件夹
help-quiet = 只说错误
help-lang = 说哪种语言：zh 中文，en 英文；不写就看环境变量 LANG
help-as-of = 以哪一天为生成日，例如 2023-07-10
help-drafts = 草稿也生成
help-future = 日期在生成日之后的文章也生成
help-output = 网站写到哪个文件夹；不写就是门户里的 public
help-base-url = 网站发布的地址，代替 site.toml 里的 base_url
help-format = 怎样列出发现的问题：text 给人看，json 每行一个对象
help-help = 显示这个说明
help-version = 显示版本
help-usage = 用法
help-commands = 命令
help-options = 选项
help-arguments = 参数

## 命令写错了
call-unknown-argument = 不认识 { $argument }
    .help = 运行 miao --help 看有哪些命令和选项。
call-unknown-command = 没有 { $argument } 这个命令
    .help = 运行 miao --help 看有哪些命令和选项。
call-without-command = 没有写命令
    .help = 运行 miao --help 看有哪些命令和选项。
call-twice = { $argument } 写了两次
    .help = 只留一个。
call-missing = 少了 { $argument }
    .help = 运行 miao --help 看用法。
call-without-value = { $argument } 后面少了值
    .help = 运行 miao --help 看用法。
call-value-of = { $argument } 不能是“{ $value }”
    .help = 可以写：{ $choices }。
call-value = { $argument } 不能是“{ $value }”
    .help = 例如写 { $example }。
call-wrong = 命令写得不对
    .help = 运行 miao --help 看用法。

## 结果
build-done = 生成完毕：{ $posts } 篇文章，{ $files } 个文件（写入 { $written }，未变 { $unchanged }，删除 { $removed }），用时 { $ms } 毫秒。
init-done = 新门户建好了：{ $path }。进入这个文件夹，运行 miao serve。
init-not-empty = { $path } 里已经有东西
    .help = 换一个空文件夹，或者一个还不存在的名字。
init-refused = 不能在 { $path } 新建门户：{ $detail }
    .help = 检查路径和权限。
portal-not-found = { $path } 和它的上级文件夹里都没有门户
    .help = 进入有 site.toml 的文件夹再运行，或者用 --root 指明。新建门户用 miao init 文件夹。
output-holds-sources = 不能把网站写到 { $path }：那里有门户的源文件
    .help = 换一个单独的文件夹，例如 public。
output-leads-out = { $path } 是一个链接，指到门户外面
    .help = 用 --output 直接写明要写到哪个文件夹，或者删去这个链接。
output-is-file = { $path } 是一个文件，不是文件夹
    .help = 换一个文件夹，或者把这个文件移走。
output-in-the-way = { $path } 不是苗生成的，网站里却有同一位置的文件
    .help = 把它移走；要是整个文件夹都不要了，删去文件夹再生成。
output-refused = 不能写到 { $path }：{ $detail }
    .help = 检查路径和权限。
output-failed = 写网站时出错：{ $detail }
    .help = 检查磁盘空间和权限，再生成一次；已有的文件都是完整的。

## 文件
file-unreadable = 这个文件读不了：{ $detail }
    .help = 检查文件是否完好、有没有读取权限。
file-no-text = 这个文件不是文本，或者编码认不出来
    .help = 用编辑器打开，另存为 UTF-8。
file-outside = 这个链接指到了门户外面，没有读
    .help = 把文件本身放进门户里。
file-dangling = 这个链接指不到任何文件，没有读
    .help = 改正或者删去这个链接。
svg-script = 这个 SVG 图片里有脚本或者认不出的内容，不能发布
    .help = 请制图的人另存为“纯 SVG”，或者换成 PNG。

## TOML
toml-syntax = 这里不合 TOML 的写法：{ $detail }
    .help = 每行写成 键 = 值；文字放在半角引号里。
toml-unquoted = “{ $value }”没有加引号
    .help = 文字要放在半角引号里，例如 title = "标题"。
toml-open-quote = 引号没有合上
    .help = 在文字的末尾补上半角引号 "。
toml-colon = 这里要用等号，不是冒号
    .help = 写成 键 = 值，例如 title = "标题"。
toml-twice = { $key } 在这里写重了
    .help = 同一个键只能写一次，删去其中一个。
toml-fullwidth = 这里用了全角符号 { $character }
    .help = 键、等号、引号、方括号和逗号都要用半角：切换到英文输入法再输入。
date-impossible = 没有 { $value } 这个日期
    .help = 日期写成 2023-03-14，或者 2023-03-14T09:00:00+08:00。
date-unreadable = { $key } 的日期“{ $value }”读不懂
    .help = 日期写成 2023-03-14，或者 2023-03-14T09:00:00+08:00。
key-unknown = 没有 { $key } 这个键
    .help = 删去它；主题自己用的内容放在 [extra] 里。
key-unknown-near = 没有 { $key } 这个键
    .help = 是不是想写 { $nearest }？主题自己用的内容放在 [extra] 里。
value-wants-text = { $key } 应当是一段文字
    .help = 把值放在半角引号里。
value-wants-flag = { $key } 应当是 true 或 false
    .help = 写 true 或 false，不加引号。
value-wants-integer = { $key } 应当是一个整数
    .help = 写一个整数，不加引号。
value-wants-positive = { $key } 应当是大于零的整数
    .help = 写一个大于零的整数，例如 20。
value-wants-number = { $key } 应当是一个数
    .help = 写一个数，不加引号。
value-wants-list = { $key } 应当是一个列表
    .help = 写成 ["甲", "乙"]。
value-wants-table = { $key } 应当是一个表
    .help = 写成单独一节 [{ $key }]，或者 { "{" } 键 = 值 { "}" }。
value-wants-taxonomy = { $key } 里要写分类法的名字
    .help = 名字只用字母、数字、汉字和连字符，例如 "tags"。
value-wants-records = records 应当是若干行，或者台账的文件名
    .help = 写 [[records]]，或者 records = "ledger.csv"。
value-unusable = { $key } 不能是“{ $value }”
    .help = 可以写：{ $choices }。

## site.toml
config-file-missing = 这里没有 site.toml
    .help = 门户的根文件夹里要有 site.toml；新建门户用 miao init 文件夹。
config-missing = site.toml 里少了 { $key }
    .help = 补上 { $key }；name 是门户的名称，base_url 是发布的地址，例如 https://portal.example。
config-metric-unknown = { $key } 提到的指标 { $name } 没有定义
    .help = { $nearest ->
        [none] 在 site.toml 里用 [metrics.{ $name }] 定义它。
       *[other] 是不是想写 { $nearest }？不是的话，在 site.toml 里用 [metrics.{ $name }] 定义它。
    }

## 文章头
head-unclosed = 文章头没有结束
    .help = 在头的末尾另起一行，写 +++。
head-yaml = 这个文章头是 YAML（---）
    .help = 苗的文章头写在两行 +++ 之间，用 TOML：title = "标题"。
kind-unknown = 没有 { $name } 这种活动
    .help = { $nearest ->
        [none] 在 site.toml 里用 [kinds.{ $name }] 定义它。
       *[other] 是不是想写 { $nearest }？不是的话，在 site.toml 里用 [kinds.{ $name }] 定义它。
    }
address-unusable = “{ $value }”不能作地址
    .help = 地址在本站之内，不含 ..、反斜杠、冒号和问号；slug 只是一节，不含斜杠。
address-taken = { $url } 这个地址已经被 { $other } 占用
    .help = 给其中一个写上不同的 slug，或者改名、删去。
address-too-long = 地址太长：{ $url }
    .help = 写一个短一些的 slug。
same-as-missing = same_as 指的文章不存在：{ $target }
    .help = 写那篇文章的路径，例如 content/news/a.md。
same-as-circle = same_as 绕成了圈：{ $target }
    .help = 几篇文章写同一组数据时，选一篇作准，其余的 same_as 都指向它，它自己不写 same_as。
event-ends-before-it-begins = 活动的结束早于开始
    .help = 检查 [event] 里的 start 和 end。
event-without-start = [event] 里没有写 start
    .help = 写上活动开始的日期或时间，例如 start = 2023-03-14T09:00:00+08:00。
publicity-ends-before-it-begins = 公示的结束早于开始
    .help = 检查 publicity 里的 from 和 until。
record-label-unreadable = 这一行的 { $key } 读不懂
    .help = 文字放在引号里；数字要写在已定义的指标名下。
template-unknown = 主题里没有模板 { $name }，用了 { $used }
    .help = 在主题的 templates 里加上它，或者删去这一行。

## 链接
link-post-missing = 链接的文章不存在：{ $target }
    .help = 检查文件名；文章挪动过的话，改成新的路径。
link-post-unbuilt = 链接的文章这次不生成（草稿或未到日期）：{ $target }
    .help = 发布那篇文章，或者先去掉链接。

image-elsewhere = 这张图片在别的网站上，页面不会加载它：{ $target }
    .help = 把图片存进文章的文件夹，写成 ![说明](文件名.jpg)。

## 组件
widget-unknown = 没有 { $name } 这个组件
    .help = 可以用 stat、figure、gallery、attachment、video，以及主题 templates/widgets 里的组件。
widget-unknown-near = 没有 { $name } 这个组件
    .help = 是不是想写 { $nearest }？
widget-wants-metric = { $name } 要写明指标
    .help = 例如 figure("jobs")。
widget-wants-own-line = 这个组件要显示成表格，却写在一行文字里，只显示了合计
    .help = 让它单独成段，上下各空一行；只要合计的话，删去 by，写 show="number"。
widget-wants-by = show="{ $show }" 要写明按什么分组，现在按栏目显示
    .help = 加上 by，比如 by="month"、by="category"、by="kind"。
widget-wants-period = show="{ $show }" 要写明时期才能对比，现在只显示数字
    .help = 加上 period，比如 period="2023-H1"。
widget-wants-target = 指标 { $metric } 在 { $period } 没有目标，现在只显示数字
    .help = 在 site.toml 的 [metrics.{ $metric }] 里写 target，比如 target = {"{"} "2023" = 800000 {"}"}；或者改用别的 show。
widget-parts-of-flow = 环形图要的是可以相加的数，而 { $metric } 的性质是 { $nature }，现在画成条形图
    .help = 改写成 show="bar"。
widget-line-of-time = 折线图只能按时间画，现在画成条形图
    .help = 改写成 show="bar"，或者写 by="month"。
widget-line-whole = 折线图要有每一个点，而 top 省去了几个，现在画成条形图
    .help = 改写成 show="bar"，或者去掉 top。
widget-wants-file = { $name } 要写明文件
    .help = 例如 { $name }(file="notice.pdf")。
widget-file-missing = 找不到文件 { $file }
    .help = 把文件放在文章的文件夹里，文件名要一字不差。
widget-file-unshown = 文件 { $file } 没有发布
    .help = 为什么没有发布，见这个文件自己的提示。
widget-figure-unstated = 这篇文章的头里没有 { $metric } 这个数据
    .help = 在 [figures] 里写上它。
widget-figure-unstated-near = 这篇文章的头里没有 { $metric } 这个数据
    .help = 是不是想写 { $nearest }？要不就在 [figures] 里写上它。

## 主题
theme-unknown = 没有主题 { $name }
    .help = 把它放在 themes/{ $name } 里，或者用 { $nearest }。
theme-circle = 主题 { $name } 的 extends 绕成了圈，或者层数太多
    .help = 检查各主题 theme.toml 里的 extends。
theme-file-missing = theme.toml 提到的 { $name } 不存在
    .help = 补上这个文件，或者从 styles、scripts、[sheets] 里删去。
theme-sheet-name = 主题的样式表不能叫“{ $name }”
    .help = [sheets] 里的键用小写字母、数字和连字符；site 已被占用。
theme-sheet-unlinked = 主题的 [sheets] 生成 { $name }.css，但没有模板引用它
    .help = 在需要它的页面的模板里写 asset(path="{ $name }.css")，像下层主题的 base.html 那样。
theme-template-missing = 主题里少了模板 { $name }
    .help = 补上它，或者用 extends 以一个完整的主题为底。
template-error = 模板有错：{ $detail }
    .help = 可用的变量、函数和组件见 themes/README.md。

## 正文里的组件
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

## 数据
# 数字读不懂时的说明。$label 是指标名称，$expected 是它的单位。

figure-empty = “{ $label }”没有写数字。
    .help = 写上数字；没有统计就删掉这一行，不要留空，也不要写 0。
figure-no-number = “{ $label }”里没有数字。
    .help = 写成 409、"38.4万"、"80余"、"近200" 或 "三百八十四" 这样的形式。
figure-vague = “{ $label }”没有说清是多少。
    .help = 写出一个数，例如把“数十”写成 "50余"；说不准就不要写。
figure-negative = “{ $label }”不能是负数。
    .help = 去掉负号；减少的情况请在正文里说明。
figure-too-large = “{ $label }”的数太大了。
    .help = 最大是 1000万亿；请检查是不是多写了 0 或“万”。
figure-too-precise = “{ $label }”的小数位太多。
    .help = 最多写六位小数。
figure-not-finite = “{ $label }”不是一个数。
    .help = 写上一个普通的数字。
figure-wrong-type = “{ $label }”应该是数字或引号里的文字。
    .help = 写成 409、"近200" 或 { "{" } value = 80, bound = "at-least" { "}" }。
figure-range = “{ $label }”写了两个数。
    .help = 只写一个数；范围可以写成 "约125" 或 "100以上"。
figure-percent = “{ $label }”不是百分比。
    .help = 去掉 %；如果它确实是百分比，请在 site.toml 里把它的 nature 写成 "rate"、unit 写成 "%"。
figure-other-unit = “{ $unit }”是“{ $other }”的单位，不是“{ $label }”的。
    .help = { $expected ->
        [none] “{ $label }”没有单位，去掉单位即可。
       *[other] “{ $label }”的单位是“{ $expected }”；请检查是不是写错了指标。
    }
figure-summed-unit = “{ $unit }”是几场活动相加以后的单位，一场活动的“{ $label }”不用它。
    .help = { $expected ->
        [none] 去掉单位；相加以后会自动写成“{ $unit }”。
       *[other] 写“{ $expected }”；相加以后会自动写成“{ $unit }”。
    }
figure-unknown = 没有 { $name } 这个指标。
    .help = 在 site.toml 里用 [metrics.{ $name }] 定义它，或者删去这一行。
figure-unknown-near = 没有 { $name } 这个指标。
    .help = 是不是想写 { $nearest }？不是的话，在 site.toml 里用 [metrics.{ $name }] 定义它。
figure-counted = { $name } 是文章的篇数，由程序自己数，不能写在文章里。
    .help = 删去这一行；页面上要用篇数，就写 stat(metric="{ $name }")。
figure-unknown-text = 看不懂“{ $text }”。
    .help = 这里只写数字、“余”“近”“约”一类的词和指标的单位，其他的话写在正文里。
figure-key-unknown = 写开的数据里没有 { $key } 这一项，这个数没有算进去。
    .help = { $nearest ->
        [none] 只有 value 和 bound 两项，例如 { "{" } value = 80, bound = "at-least" { "}" }。
       *[other] 是不是想写 { $nearest }？
    }
figure-separator = 分隔符的位置不对。
    .help = 每三位一个逗号，例如 "1,234,567"；也可以不写逗号。
figure-decimal-point = 小数点两边都要有数字。
    .help = 例如 "0.5" 或 "5"。
figure-numeral = 这个数有两种读法，或者“千、万、亿”的顺序不对。
    .help = 写成 "3.2万" 或 32000 这样的形式。
figure-unknown-bound = 没有叫“{ $name }”的 bound。
    .help = 可以写 exact（准确）、at-least（余、超）、at-most（近、不足）或 about（约）。

figure-doubled-bound = 一个数字用了两个表示概数的词。
    .help = 只留一个，例如“约3200”或“3200余”。现在按“约”处理；两个词意思相同的，按原意处理。
figure-not-round = “余”“多”前面应该是整十、整百的数。
    .help = 如果是准确的数，去掉“余”；如果是概数，改成“50余”这样的整数。
figure-misplaced-bound = “余”“多”的位置不对。
    .help = 个位数后面写成“3万余”，不写“3余万”。
figure-looks-exact = 这个数看起来是准确的，却写成了概数。
    .help = 如果是准确的数，去掉“约”“近”“超”；否则改成整数。
figure-over-hundred = 百分比超过了 100%。
    .help = 请核对；如果没有错，在正文里说明原因。
figure-mixed-form = “万”后面又接着写了数字。
    .help = 写成 17200 或 "1.72万"，不写“1万7200”。
figure-bounded-zero = 0 不能是概数。
    .help = 没有就写 0，不知道就不写。

## site.toml 对数据的要求
formula-syntax = 这个 check 看不懂
    .help = 写指标之间的关系，例如 "funds == students * per_student"；可以用 + - * / ( ) 和 == != < <= > >= && || !。
formula-too-long = 这个 check 太长
    .help = 分成几条写：check = ["…", "…"]。
formula-no-condition = 这个 check 没有可以成立或不成立的内容
    .help = 写两个数的比较，例如 "funds == students * per_student"。
formula-assignment = 相等要写两个等号
    .help = 写 ==，不写 =。
formula-unsupported = 这个 check 里有指标、数和比较以外的内容
    .help = 可以用 + - * / ( ) 和 == != < <= > >= && || !，不能用文字和函数。

## 对数据的检查
figures-missing = “{ $kind }”类文章必须写“{ $label }”
    .help = 在 [figures] 里写上 { $metric }，没有就写 0。还不知道就先作为草稿，或者把它从这类活动的 requires 中去掉。
figures-check-failed = 这几个数不符合 { $check }：{ $values }
    .help = 其中有数写错了，请与来源核对。如果这个关系并不总是成立，请改 site.toml 里的 check。
figures-records-differ = “{ $label }”在文首写的是{ $stated }，台账合计是{ $recorded }
    .help = 改正其中一处；文首不写也可以，台账会自动合计。
figures-repeated = “{ $label }”在这里和 { $other } 中都是{ $value }，像是同一次活动
    .help = 如果是，在文首写 same_as = "{ $other }"，就只统计一次。

## 统计
# 统计查询的说明。$argument 是参数名，$value 是它的值，$nearest 是最接近的写法，没有时是 none。

query-unknown-argument = 统计没有“{ $argument }”这个参数。
    .help = { $nearest ->
        [none] 可以用 metric、category、kind、tag、series、place、period、by、compare、top、show。
       *[other] 是不是想写“{ $nearest }”？
    }
query-repeated = 参数“{ $argument }”写了两次。
    .help = 只留一个。
query-missing = 没有说要统计哪个指标。
    .help = 加上 metric="…"，写 site.toml 里 [metrics] 的名字，或者 posts（文章篇数）。
query-unknown-choice = { $argument } 不能是 { $value }。
    .help = 可以写：{ $choices }。
query-unknown-value = { $argument } 没有“{ $value }”。
    .help = { $nearest ->
        [none] { $argument ->
            [by] 分组可以写 month、quarter、half、year、category、kind、tag、其他分类法，或者台账里的一列。
            [compare] 可以写 last-year 或 previous。
            [show] 可以写 number、bar、line、donut、table、progress 或 compare。
           *[other] 请对照 site.toml 和 content/ 里的栏目检查写法。
        }
       *[other] 是不是想写“{ $nearest }”？
    }
query-period-form = 看不懂时期“{ $value }”。
    .help = { $nearest ->
        [none] 写成 2023、2023-H1、2023-Q1、2023-03、2023-01-01..2023-06-30 或 this-year、last-month 这样的形式。
       *[other] 是不是想写“{ $nearest }”？
    }
query-period-no-such-day = 时期“{ $value }”里有不存在的日子。
    .help = 检查月份、季度和日期。
query-period-backwards = 时期“{ $value }”的结束早于开始。
    .help = 把前后两个日期对调。
query-not-a-number = { $argument } 应该是从 1 起的整数，不能是“{ $value }”。
    .help = 例如 top="5"。
query-needs = 参数“{ $argument }”要和“{ $needs }”一起用。
    .help = 加上“{ $needs }”，或者去掉“{ $argument }”。
query-too-many-groups = 这个时期分成的组太多。
    .help = 缩短时期，或者用更长的分组，例如 by="year"。

# 数字没有计入的原因。
why-overlaps-period = 它的日期只有一部分在统计时期内
why-undated = 没有日期
why-repeats = 与另一篇文章的数字相同（same_as），只计一次
why-unweighted = 没有写用来加权的数字
why-crosses-groups = 已计入合计，但日期跨了几个分组
## 台账
ledger-missing = 找不到台账 { $name }
    .help = 把台账放在文章的文件夹里，文件名要一字不差。
ledger-missing-near = 找不到台账 { $name }
    .help = 是不是想写 { $nearest }？
ledger-outside = 台账 { $name } 不在文章的文件夹里
    .help = 把台账放到文章旁边，records 里只写文件名。
ledger-wrong-type = 台账 { $name } 不是 .csv 或 .xlsx
    .help = 用 WPS 或 Excel 打开，另存为 .xlsx（工作簿）或 .csv，再改 records 里的文件名。
ledger-too-large = 台账 { $name } 超过 64 MB
    .help = 删去图片和无关的工作表，或者只留要公布的列。
ledger-too-large-unpacked = 这个台账解压后超过 64 MB，没有读
    .help = 删去图片和无关的工作表，另存为新的 .xlsx。
ledger-too-many-cells = 这个台账的内容太多，没有读
    .help = 台账最多 50 万个有内容的单元格；删去无关的行和列，或者分成几篇文章。
ledger-misnamed = 这个文件名是 .csv，内容却是工作簿
    .help = 把文件名改成 .xlsx，或者用 WPS、Excel 另存为 .csv。
ledger-no-text = 这个台账不是文本，或者编码认不出来
    .help = 用 WPS 或 Excel 打开，另存为“CSV UTF-8”。
ledger-locked = 这个工作簿加了密码，或者其实是旧的 .xls
    .help = 用 WPS 或 Excel 打开，去掉密码，另存为 .xlsx。
ledger-damaged = 这个工作簿读不了：{ $detail }
    .help = 用 WPS 或 Excel 打开看看是否完好，再另存为新的 .xlsx。
ledger-quote-open = 这个引号没有合上，后面的行都算进了这一格
    .help = 在这一格的末尾补上半角引号 "；文字里的引号写成两个 ""。
ledger-empty = 这个台账是空的
    .help = 第一行写列名，从第二行起每行一条记录；隐藏的工作表不读。
ledger-no-rows = 这个台账只有列名，没有记录
    .help = 从第二行起每行写一条记录；还没有数据的话，可以先删去 records。
ledger-title-row = 第一行像是标题，不是列名
    .help = 删去标题行，让第一行就是列名：日期、指标的名称、文字列的名称。
ledger-header-is-data = 第一行要写列名，这里却是数据
    .help = 在最上面加一行列名：日期、指标的名称、文字列的名称。
ledger-fullwidth-comma = 这里用了全角逗号，整行成了一列
    .help = 列与列之间用半角逗号隔开。
ledger-column-twice = “{ $column }”这一列出现了两次
    .help = 删去一列，或者给其中一列改名；同一个指标只能有一列。
ledger-column-unit = “{ $column }”的单位是{ $unit }，而“{ $label }”的单位是{ $expected }
    .help = 把这一列换算成{ $expected }，或者换一个指标。
ledger-column-unknown = “{ $column }”不是指标，也不是文字列
    .help = 列名写指标的名称；要当文字列用，就在 site.toml 这种活动的 labels 里写上它。
ledger-column-unknown-near = “{ $column }”不是指标，也不是文字列
    .help = 是不是想写“{ $nearest }”？要当文字列用，就在 site.toml 这种活动的 labels 里写上它。
ledger-column-undeclared = 这种活动没有“{ $column }”这个文字列，它会照原样显示在网页上
    .help = 可以公开的话，在 site.toml 这种活动的 labels 里写上它；不能公开的话，从台账里删去这一列。
ledger-column-unnamed = 这一格上面没有列名
    .help = 在第一行补上列名，或者删去这一列。CSV 里带逗号的数和文字要放在半角引号里，例如 "1,200"。
ledger-cell-failed = 这一格的公式出错了：{ $value }
    .help = 在 WPS 或 Excel 里改好公式，保存后再生成。
ledger-cell-uncomputed = 这一格的公式还没有算出结果：{ $value }
    .help = 用 WPS 或 Excel 打开台账，保存一次，再生成；或者直接写上数字。
ledger-sheet-passed-over = 工作表“{ $name }”没有读：只读第一张有内容的工作表，这一张里的数没有算进去
    .help = 把各张表的行放到一张工作表里；这一张不该算的话，把它隐藏。
ledger-sheet-other = 工作表“{ $name }”没有读：只读第一张有内容的工作表
    .help = 不用改；其中要是有该算的数，就移到第一张表里。
ledger-date-unreadable = “{ $value }”不是日期
    .help = 日期写成 2023-03-14 或 2023/3/14，要有年份；工作簿里把这一列的格式设为日期。
ledger-total-skipped = “{ $name }”这一行是合计，没有当作记录
    .help = 不用改；合计由各行算出来。
ledger-more-findings = 这个台账还有 { $count } 处问题没有列出
    .help = 先改好列出的，再生成一次。

## Pictures, attachments and films

file-unnamed = 附件的名字没有说明内容
    .help = 按内容起名，例如“暑期招聘会报名表.docx”：读者看到的就是这个名字。
video-too-long = 视频有 { $size } MB，超过 { $most } MB：农村网络上很难看完
    .help = 用剪映等软件导出为 720P 的 MP4，或剪短一些。
file-program = 读者下载的是程序（{ $kind }）：手机打不开，也不安全
    .help = 改成文档或网页；确有需要，写明官方下载地址。
video-foreign = 浏览器放不了{ $kind }格式的视频
    .help = 用剪映等软件导出成MP4（720P）。
picture-tells-place = 照片里记着拍摄地点
    .help = 发布的图片里已经去掉；原文件不要转发给别人。
video-tells-place = 视频里记着拍摄地点
    .help = 发布的视频里已经去掉；原文件不要转发给别人。
document-tells-place = 这个文档里的照片带有拍摄地点
    .help = 先把照片发到电脑、去掉位置信息，再放进文档里。
document-names-author = 文件属性里写着作者“{ $name }”
    .help = WPS：文件→文档加密→属性；Word：文件→信息→检查文档→删除个人信息。
picture-too-large = 图片有 { $width }×{ $height } 像素，太大，没有发布
    .help = 先缩小到长边 8000 像素以内。
picture-cut-off = 图片文件不完整，后面的部分缺了
    .help = 从手机或微信重新保存一次（发送时选“原图”），再放到这里。
picture-damaged = 图片文件损坏，没有发布
    .help = 从手机或微信重新保存一次，再放到这里；如果本来就不是图片，请改文件名。
picture-unreadable = 图片读不出来，页面上是一块灰色：{ $detail }
    .help = 用看图软件打开，另存为 JPG，再放到这里。
picture-foreign = 这是浏览器打不开的图片（{ $kind }），没有发布
    .help = { $kind ->
        [HEIC] 在 iPhone 的“照片”里导出为 JPG，或用 WPS 图片另存为 JPG；以后可设：设置→相机→格式→兼容性最佳。
       *[other] 用看图软件另存为 JPG 再放到这里；扫描件可以存成 PDF。
    }
picture-misnamed = 文件名写着 { $kind }，其实是浏览器打不开的图片（如 HEIC），没有发布
    .help = 改名不能改变格式：用看图软件打开，另存为 JPG 再放到这里。
picture-too-long = 图片文件超过 { $most } MB，没有发布
    .help = 用看图软件另存为 JPG，再放到这里。
video-unstripped = 视频里一路记着拍摄地点，去不掉，没有发布
    .help = 用剪映等软件重新导出一次，再放到这里。
picture-unstripped = AVIF 图片里有拍摄信息，没有发布
    .help = 用看图软件另存为 JPG 或 PNG，再放到这里。
pictures-made = 处理照片 { $done }/{ $count }
## 终端里的统计结果
stats-heading = { $label }，{ $period }（{ $from } 至 { $to }）
stats-heading-all = { $label }，全部
stats-definition = 口径：{ $definition }
stats-as-of = 截至 { $day }
stats-total = 合计
stats-nothing = —（没有写）
stats-in-full = { $shown }（即{ $full }）
stats-last-year = 同比
stats-previous = 环比
stats-compared = { $period }为{ $total }，{ $change }
stats-target = 目标
stats-target-of = { $period } 为{ $target }，已完成 { $percent }%
stats-no-groups = 没有可分的组。
stats-more-groups = 另有较小的组未列出：{ $count } 个
stats-sources = 数据来自 { $count } 篇文章
stats-approximate = 其中 { $count } 项为约数
stats-silent = 时期内没有写这项数据的文章：{ $count } 篇
stats-ungrouped = 已计入合计、但不属于任何一组的文章：{ $count } 篇
stats-left-out = 没有计入的：{ $count } 篇

## 工作总结
report-no-docx = 工作总结还不能生成 DOCX
    .help = 先用 --format html 再用文字处理软件打开，或者用 --format md。
report-no-period = 不能写“{ $value }”的总结：总结要有起止日期
    .help = 写成 2023-H1、2023、2023-Q1、2023-03、2023-01-01..2023-06-30 或 last-half。
report-written = 初稿写在 { $path }。
report-refused = 不能写入 { $path }：{ $detail }
    .help = 检查路径和权限。
report-inside-sources = { $path } 是门户的源文件，不能覆盖
    .help = 换一个 content/、static/ 和 themes/ 以外的文件。
## 检查
help-check = 检查发布之前应该改好的一切：来源和生成的网站
help-check-drafts = 草稿也检查
help-check-future = 日期在生成日之后的文章也检查
help-check-format = 怎样列出发现的问题：text 给人看，json 每行一个对象，sarif 给编辑器和代码平台
help-deny = 把这一类（例如 text/words）或全部提醒（warnings）当作错误
help-allow = 不列出这一类问题
help-changed = 只列出上次生成之后改过的文件里的问题
help-external = 列出指向其他网站的链接；写成 --external=try 时逐个试着打开，同一网站一次只问一个
help-fix = 询问之后，把规定的遮盖写法写进文章
help-yes = 和 --fix 一起用：不询问，全部写入
help-strict = 检查有错误就不发布
check-clean = 检查了 { $posts } 篇，没有发现问题，用时 { $ms } 毫秒。
init-hook = 想在每次提交之前自动检查，在新门户里运行：git init && git config core.hooksPath hooks
fix-ask = { $path } 第 { $line } 行改成 { $masked }？（y/n）
fix-done = 写入了 { $count } 处遮盖。
fix-not-exact = { $path } 不能只改这几处（可能是 UTF-16 编码），没有改动；请手工遮盖，或先另存为 UTF-8。
fix-failed = 不能写入 { $path }：{ $detail }
    .help = 检查权限，确认文件没有在别的程序里打开，再运行一次。
privacy-identity = 身份证号 { $masked } 没有遮盖
    .help = 删掉；确实要写就写成 { $masked }。{ $fix ->
        [yes] 可以运行 miao check --fix。
       *[no] 这一处 miao check --fix 改不了。
    }
privacy-identity-mistyped = 像是写错了的身份证号：{ $masked }
    .help = 写错一位也能认出是谁：删掉，或写成 { $masked }。
privacy-identity-old = 像是15位的身份证号：{ $masked }
    .help = 删掉，或写成 { $masked }。
privacy-phone = 手机号 { $masked } 没有遮盖
    .help = 删掉，改用单位的座机；或写成 { $masked }。{ $fix ->
        [yes] 可以运行 miao check --fix。
       *[no] 这一处 miao check --fix 改不了。
    }确实是公开的服务电话，就写进 site.toml 的 [privacy] allow_phones。
privacy-card = 银行卡号 { $masked } 没有遮盖
    .help = 删掉。单位的对公账户写进 site.toml 的 [privacy] allow_accounts。
privacy-card-possible = 像是银行卡号：{ $masked }
    .help = 是银行卡号就删掉；是单位的账户就写进 site.toml 的 [privacy] allow_accounts。
privacy-passport = 护照或通行证的号码没有遮盖
    .help = 删掉，或只留前两位和后两位。
privacy-examination = 准考证号没有遮盖
    .help = 删掉，或只留前两位和后两位。
privacy-plate = 车牌号没有遮盖
    .help = 删掉，或只留前两位和后两位。
privacy-account = 个人的QQ号或微信号没有遮盖
    .help = 删掉，改用单位的联系方式；是单位的账号就写进 site.toml 的 [privacy] allow_accounts。
privacy-number-built = 生成的文件里有没有遮盖的号码 { $masked }，文章里却没有
    .help = 它来自主题、site.toml 或几处内容的拼接：找到来源删掉。
mask-weak-identity = 身份证号遮盖得不够：至少遮住8位，出生日期要全部遮住
    .help = 写成 { $better } 的样子。
mask-weak-phone = 手机号遮盖得不够：至少遮住4位
    .help = 写成 { $better }。
mask-lost = 这个号码的星号在页面上会消失，剩下的数字像是没有遮盖
    .help = 在每个星号前加反斜杠，或者用全角的＊。
mask-together = 同一页上这个号码有两种遮法，对照起来就露出来了
    .help = 同一个号码处处用同一种遮法。
privacy-small-cell = “{ $label }”按几个标签细分后，有 { $count } 行不到 5 人，容易认出是谁。
    .help = 把这几行合并，或者去掉一个标签；每一行都会公开在 data/figures.csv 里。
privacy-minor = 写了未成年人的姓名，又写了学校或受助情况
    .help = 写成 { $better } 或编号；确有监护人书面同意，在头部写 consent_ref，说明同意书存放在哪里。
privacy-pictured-minors = 文章写到资助、帮扶，照片里能看到未成年人，却没有写明监护人同意
    .help = 在头部写 consent_ref，说明同意书存放在哪里；或者换成看不到脸的照片，写 people = "none"。
privacy-address = 个人住址写得太细
    .help = 只写到乡镇、苏木或街道。
privacy-birth-date = 写了个人的出生日期
    .help = 删掉，需要时只写年龄段。
notice-over = 公示期到 { $until } 为止，已经过了：网站上只剩标题和说明
    .help = 不再需要就删掉名单；确实要留作存档，在头部的 allow 里写明原因。
notice-still-shown = 公示期到 { $until } 为止，public/ 里却还有公示的内容
    .help = 运行 miao build，再发布一次。
link-page-missing = 网站里没有 { $target } 这个地址
    .help = 改成文章的文件名，例如 [文字](other.md)，地址变了也不会断。
link-empty = 这个链接没有写地址
    .help = 在圆括号里写上地址，或者去掉链接。
link-own-computer = { $target } 是写稿电脑上的地址，别人打不开
    .help = 把文件放到文章旁边，写它的文件名；网页就写公开的网址。
link-file-missing = 没有 { $target } 这个附件
    .help = 把文件放到文章旁边，或者改正文件名。
link-picture-missing = 没有 { $target } 这张图片
    .help = 把图片放到文章旁边，或者改正文件名。
link-original = { $target } 的原图不发布，页面上会是空的
    .help = 改写成 ![说明]({ $target })，网站会做成大小合适的图片。
link-case = { $target } 大小写不对，网站上的是 { $near }
    .help = 照网站上的写法写：多数服务器区分大小写。
link-anchor-missing = 目标页面里没有“{ $anchor }”这个标题
    .help = 照标题的文字写，或者删掉 # 和后面的部分。
link-anchor-near = 目标页面里没有“{ $anchor }”这个标题
    .help = 是不是“{ $near }”？
link-built-missing = 生成的页面里有链接指向 { $target }，网站里没有这个地址
    .help = 这个链接来自主题或 site.toml，在那里改正。
link-external = 指向其他网站：{ $url }
link-external-gone = 这个网址已经打不开（{ $status }）：{ $url }
    .help = 找到它的新网址，或者去掉这个链接。
link-external-unreached = { $url } 没有回应：{ $detail }
    .help = 用浏览器打开看看；也打不开的话，去掉这个链接。
link-external-unsure = 网站回应 { $status }，可能只是不理会程序：{ $url }
    .help = 用浏览器打开看看。
link-external-unasked = 没有试：这个网站的链接太多，或者前面几个都没有回应：{ $url }
attachment-empty = 附件是空的，0字节
    .help = 重新保存这个文件。
attachment-large = 附件超过 { $limit } MB，没有检查里面的文字
    .help = 压缩或拆分，手机上的读者也下载不动。
attachment-unreadable = 看不了这个附件里的文字：文件损坏、加了密，或者太大
    .help = 人工看一遍里面有没有个人信息。
image-without-alt = 图片 { $name } 没有说明
    .help = 在方括号里写图上有什么：![志愿者在公园捡垃圾]({ $name })
image-alt-poor = 图片的说明没有用处：“{ $alt }”
    .help = 写图上有什么，不超过120字；不要写文件名或“图片”。
category-empty = 栏目“{ $title }”里没有文章
    .help = 写一篇，或者先把栏目设成 draft = true。
category-stale = 栏目“{ $title }”已经 { $age } 天没有更新，最多 { $limit } 天（剩余 { $left } 天）
    .help = 更新这个栏目；不需要经常更新的，update_class 写 static。
category-stale-soon = 栏目“{ $title }”已经 { $age } 天没有更新，还剩 { $left } 天（最多 { $limit } 天）
    .help = 在期限之前更新。
category-undated = 栏目“{ $title }”要求定期更新，却没有一篇文章写了日期
    .help = 没有日期的文章在检查时算没有更新：在头部写 date。
verdict-empty = 空栏目有 { $count } 个，达到 { $limit } 个就不合格
    .help = 合并或撤掉空栏目。
verdict-stale = 超期没有更新的栏目有 { $count } 个，达到 { $limit } 个就不合格
    .help = 更新或合并这些栏目。
verdict-stale-news = 超期没有更新的动态类栏目有 { $count } 个，达到 { $limit } 个就不合格
    .help = 更新或合并这些栏目。
head-without-both = 没有写日期和来源
    .help = 在头部写 date = 2023-06-30 和 source = "来源单位"。
head-without-date = 没有写日期
    .help = 在头部写 date = 2023-06-30。
head-without-source = 没有写来源
    .help = 在头部写 source = "来源单位"；自己写的就写本单位。
document-number = 文号写法不对：{ $words }
    .help = 写成 { $right }：六角括号，四位年份，不加“第”，序号不补0。
document-number-form = 文号写法不对：{ $words }
    .help = 例如写 奈团联发〔2023〕2号。
words-wrong = “{ $wrong }”应为“{ $right }”
    .help = 改成“{ $right }”；这里没有错，就在词表里加例外。
words-right = 词表里“{ $wrong }”后面没有正确的写法
    .help = 在它后面加一个制表符，再写正确的写法。
words-tier = 词表的级别不能是“{ $tier }”
    .help = 可以写 error、warning、info、off。
words-exception = 词表的例外不是正则表达式：{ $exception }
    .help = 改正它，或者留空。
words-missing = 没有 { $name } 这个词表
    .help = 改正 [check] words 里的文件名；路径从门户的文件夹算起。
text-date-impossible = 没有 { $date } 这一天
    .help = 核对日期。
date-weekday = { $date }是星期{ $right }
    .help = 核对日期和星期。
qualifier-doubled = 一个数前后用了两个概数词：{ $words }
    .help = 只留一个，例如 3200余人 或 约3200人。
qualifier-exact = 精确的数前面不用概数词：{ $words }
    .help = 去掉概数词，或者把数改成整数。
qualifier-not-round = “余”前面应是整十、整百的数：{ $words }
    .help = 例如写 30余人，或者写准确的数。
qualifier-misplaced = “{ $words }”的概数词放错了位置
    .help = 写成 { $right }。
figure-contradicts-head = 正文写的是 { $written }，头部写的是 { $key } = { $stated }
    .help = 核对是哪一个；头部的数据用 {"{{"} figure("{ $key }") {"}}"} 写进正文就不会不一致。
allow-unknown = allow 里的“{ $code }”不是问题的代码
    .help = 例如写 allow = ["text/qualifier: 报告原文如此"]。
allow-unused = allow 里的“{ $code }”已经没有对应的问题
    .help = 把这一项删掉。
allow-impossible = allow 里的“{ $code }”管不了这个错误：不改好，网站就生成不了
    .help = 把错误改好，再把这一项删掉。
allow-without-reason = allow 里的“{ $code }”没有写原因
    .help = 写成 "{ $code }: 原因"。

## 监视
serve-ready = 预览地址：{ $address }
    保存文件，页面就会跟着更新。按 Ctrl-C 停止。
watch-ready = 正在监视 { $path }。按 Ctrl-C 停止。
serve-port-taken = 端口 { $port } 已被占用
    .help = 是不是已经运行着一个 Miao？否则换一个端口，如 --port { $next }；--port 0 会自动选一个空闲的。
serve-refused = 无法监听 { $host }：{ $detail }
    .help = 去掉 --host，或写本机的一个地址。
serve-open-failed = 打不开浏览器：{ $detail }
round-first = 已生成 { $files } 个文件，用时 { $ms } 毫秒（写入 { $written } 个，删除 { $removed } 个）。
round-first-unpublished = { $files } 个文件可以预览，用时 { $ms } 毫秒；有错误时不会发布。
round-done = { $count ->
        [0] 没有要更新的
        [1] { $names }
       *[other] { $count } 个文件：{ $names }
    }（{ $ms } 毫秒）
round-moved = 合计有变：{ $label } { $period }: { $before } -> { $after }
round-mended = 错误都已改好。
watch-polls = 系统的监视数已用完，从现在起每秒比较两次文件
    .help = 在 Linux 上可调大 fs.inotify.max_user_watches；同时监视的程序很多时，还有 fs.inotify.max_user_instances。
watch-away = 门户的文件夹或其中的 content 不见了，等它回来。
watch-back = 门户的文件夹回来了。
build-progress = 正在生成
pictures-awaited = 页面都可以看了，还有 { $count } 张图正在制作，做好后再发布。
pictures-progress = 制作图片
overlay-title = 有错误
overlay-note = 现在看到的是最后一个没有错误的页面，改好后会自动更新。
overlay-close = 隐藏
remarks-title = 发布前请看：{ $count } 处
overlay-empty = 还没有页面。

## 页面由什么生成
explain-from = { $what }，来自 { $path }
explain-unknown = 没有它的构建记录：还没有构建过，或者是别的程序构建的，或者 .miao 已被删除。以下是它现在用到的内容。
explain-was-another = 上次构建时，这个地址属于另一个页面。
explain-fresh = 它是最新的：生成它用到的内容后来都没有变。
explain-stale = 下次构建会重新生成它：标着“已变”的内容和当时不同了。
explain-file-differs = 输出文件夹里的这个文件和上次构建留下的不一样，下次构建会改回来。
explain-first = 上次重新构建第一次生成了它。
explain-because = 上次重新构建动了它，因为这些内容变了：
explain-first-before = 它是以前第一次生成的，后来的重新构建有 { $count } 次没有动它。
explain-because-before = 后来的重新构建有 { $count } 次没有动它；再之前重新生成了它，因为这些内容变了：
explain-made-from = 它由这些内容生成：
explain-own = 它自己的文件
explain-posts = 文章全文（{ $count }）
explain-cards = 列表里显示的文章（{ $count }）
explain-figures = 数据（{ $count }）
explain-lists = 栏目和列表（{ $count }）
explain-terms = 分类词（{ $count }）
explain-links = 链接（{ $count }）
explain-files = 文件（{ $count }）
explain-site = 整个网站（{ $count }）
explain-more = ……另有 { $count } 项（--all 全部列出）
explain-changed = { $what }（已变）
explain-gone = { $path }（不存在）
explain-unbuilt = { $path }（这次不生成）
explain-unanswered = { $query }（无法回答）
explain-list = { $list }及其顺序
explain-list-start = 其中的前 { $count } 篇：{ $list }
explain-list-length = 一共有多少篇：{ $list }
explain-top-categories = 有哪些栏目及其顺序
explain-days = 所有文章的日期
explain-related = 与 { $path } 相关的文章
explain-neighbours = { $path } 的上一篇和下一篇
explain-term = “{ $name }”的地址（{ $taxonomy }）
explain-taxonomy-address = { $taxonomy } 的地址
explain-taxonomy = { $taxonomy } 的全部词条和各自的篇数
explain-folder = { $path } 里有哪些文件
explain-half-year = 主要数据所说的半年：{ $period }
explain-all-facts = 所有文章写明的数据
explain-outlines = 所有文章的文件头
explain-stating = 写明了“{ $metric }”的文章：它们的数据，以及在列表中的样子
explain-stating-any = 写明了数据的文章：它们的数据，以及在列表中的样子
explain-addresses = 所有页面的地址
explain-search-words = 属于这个文件的检索词
explain-search-cards = 这个文件里各篇文章的标题、地址、日期和栏目
explain-search-readings = 文章里汉字的读音
explain-search-order = 能搜到哪些文章及其日期
explain-categories = 所有栏目
explain-config = site.toml（配置）
explain-today = 构建的日期：{ $day }
explain-theme = 主题 { $name } 的文字和文件的地址
explain-template = 模板 { $name }，连同它用到的模板
explain-theme-file = 主题的文件 { $name }
explain-frame = 每个页面都有的内容：名称、菜单、页脚
explain-errors-elsewhere = 别的文件里有 { $count } 个错误，改好之前不会发布。
explain-no-page = 网站里没有这个页面或文件：{ $address }
    .help = 请写地址（如 /news/a/）或文件（如 content/news/a.md）。
explain-no-page-near = 网站里没有这个页面或文件：{ $address }
    .help = 是不是 { $nearest }？
explain-not-built = { $path } 没有生成：它是草稿，或者日期在以后
    .help = 构建时用了 --drafts 或 --future，这里也要加上。
list-all = 全部文章
list-pages = 单独的页面
list-events = 有活动的文章
list-category = 栏目“{ $title }”及其下级栏目的文章
list-category-alone = 栏目“{ $title }”的文章
list-term = “{ $name }”的文章（{ $taxonomy }）
job-home = 首页
job-category = 栏目“{ $title }”的页面
job-category-page = 栏目“{ $title }”的第 { $number } 页
job-page = 页面《{ $title }》
job-post = 文章《{ $title }》
job-taxonomy = { $name } 全部词条的页面
job-term = “{ $name }”的页面（{ $taxonomy }）
job-term-page = “{ $name }”的第 { $number } 页（{ $taxonomy }）
job-archive = 归档页
job-archive-year = { $year } 年的归档页
job-stats = 统计页
job-calendar = 活动日历页
job-data = 开放数据页
job-sitemap = 网站地图
job-search = 搜索页
job-search-script = 搜索页的脚本
job-search-index = 搜索索引的一部分
job-not-found = 地址不存在时的页面
job-feed = 全站订阅源
job-category-feed = 栏目“{ $title }”的订阅源
job-sitemap-xml = 给搜索引擎的网站地图
job-robots = 给搜索引擎的规则
job-calendar-file = 全部活动的日历文件
job-event-file = 《{ $title }》活动的日历文件
job-posts-json = 开放数据：全部文章
job-figures-csv = 开放数据：全部数字
job-metric-csv = 开放数据：{ $metric } 的数字
job-labels-csv = 开放数据：记录的标签
job-data-package = 开放数据：文件说明
job-redirect = 转到 { $target } 的页面
job-file = 原样发布的文件
job-picture = 由照片生成的图片
job-theme-file = 主题的文件 { $name }
