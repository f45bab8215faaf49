# Why a figure can't be read. $label is the metric's label, $expected its unit.

figure-empty = “{ $label }” has no number.
    .help = Write the number. If it was not counted, remove the line: don't leave it empty and don't write 0.
figure-no-number = There is no number in “{ $label }”.
    .help = Write it like 409, "38.4万", "80余", "近200" or "三百八十四".
figure-vague = “{ $label }” doesn't say how many.
    .help = Write a number, such as "50余" for “数十”, or leave the figure out.
figure-negative = “{ $label }” can't be below zero.
    .help = Remove the minus sign. Say in the text what has become less.
figure-too-large = The number of “{ $label }” is too large.
    .help = The most is 10^15. Look for a zero or a 万 too many.
figure-too-precise = “{ $label }” has too many decimals.
    .help = Write at most six.
figure-not-finite = “{ $label }” is not a number.
    .help = Write an ordinary number.
figure-wrong-type = “{ $label }” has to be a number or a text in quotes.
    .help = Write 409, "近200" or { "{" } value = 80, bound = "at-least" { "}" }.
figure-range = “{ $label }” has two numbers.
    .help = Write one. A range can be told as "约125" or "100以上".
figure-percent = “{ $label }” is not a percentage.
    .help = Remove the percent sign. If it is one, give the metric nature = "rate" and unit = "%" in site.toml.
figure-other-unit = “{ $unit }” is the unit of “{ $other }”, not of “{ $label }”.
    .help = { $expected ->
        [none] “{ $label }” has no unit: remove it.
       *[other] The unit of “{ $label }” is “{ $expected }”. Is it the right metric?
    }
figure-unknown-text = “{ $text }” can't be understood here.
    .help = Only a number, a word such as 余, 近 or 约, and the metric's unit belong here. The rest goes into the text.
figure-separator = A separator is in the wrong place.
    .help = Put a comma between groups of three digits, as in "1,234,567", or none at all.
figure-decimal-point = A decimal point needs digits on both sides.
    .help = Write "0.5" or "5".
figure-numeral = This number can be read in two ways, or 千, 万 and 亿 are out of order.
    .help = Write it like "3.2万" or 32000.
figure-unknown-bound = There is no bound “{ $name }”.
    .help = The bounds are exact, at-least (余, 超), at-most (近, 不足) and about (约).

figure-doubled-bound = One number has two bounds.
    .help = Keep one: 约3200 or 3200余. It is now taken as 约, or as what both say where they say the same.
figure-not-round = 余 and 多 go with round numbers.
    .help = Remove 余 if the number is exact; else write a round one, such as 50余.
figure-misplaced-bound = 余 or 多 is in the wrong place.
    .help = After a single digit write 3万余, not 3余万.
figure-looks-exact = This number looks counted, but is marked as approximate.
    .help = Remove 约, 近 or 超 if it is exact; else write a round number.
figure-over-hundred = A percentage is over 100 %.
    .help = Check it. If it is right, say in the text how it came about.
figure-mixed-form = Digits follow 万 directly.
    .help = Write 17200 or "1.72万", not 1万7200.
figure-bounded-zero = Zero can't be approximate.
    .help = Write 0 if there is none; leave the figure out if it isn't known.
