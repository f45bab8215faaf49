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
query-unknown-value = { $argument } 没有“{ $value }”。
    .help = { $nearest ->
        [none] 请对照 site.toml 和 content/ 里的栏目检查写法。
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
