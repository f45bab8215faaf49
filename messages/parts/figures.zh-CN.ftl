# 数字读不懂时的说明。$label 是指标名称，$expected 是它的单位。

figure-empty = 「{ $label }」没有写数字。
    .help = 写上数字；没有统计就删掉这一行，不要留空，也不要写 0。
figure-no-number = 「{ $label }」里没有数字。
    .help = 写成 409、"38.4万"、"80余"、"近200" 或 "三百八十四" 这样的形式。
figure-vague = 「{ $label }」没有说清是多少。
    .help = 写出一个数，例如把“数十”写成 "50余"；说不准就不要写。
figure-negative = 「{ $label }」不能是负数。
    .help = 去掉负号；减少的情况请在正文里说明。
figure-too-large = 「{ $label }」的数太大了。
    .help = 最大是 1000万亿；请检查是不是多写了 0 或“万”。
figure-too-precise = 「{ $label }」的小数位太多。
    .help = 最多写六位小数。
figure-not-finite = 「{ $label }」不是一个数。
    .help = 写上一个普通的数字。
figure-wrong-type = 「{ $label }」应该是数字或引号里的文字。
    .help = 写成 409、"近200" 或 { "{" } value = 80, bound = "at-least" { "}" }。
figure-range = 「{ $label }」写了两个数。
    .help = 只写一个数；范围可以写成 "约125" 或 "100以上"。
figure-percent = 「{ $label }」不是百分比。
    .help = 去掉 %；如果它确实是百分比，请在 site.toml 里把它的 nature 写成 "rate"、unit 写成 "%"。
figure-other-unit = “{ $unit }”是「{ $other }」的单位，不是「{ $label }」的。
    .help = { $expected ->
        [none] 「{ $label }」没有单位，去掉单位即可。
       *[other] 「{ $label }」的单位是“{ $expected }”；请检查是不是写错了指标。
    }
figure-unknown-text = 看不懂“{ $text }”。
    .help = 这里只写数字、“余”“近”“约”一类的词和指标的单位，其他的话写在正文里。
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
