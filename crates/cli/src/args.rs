//! The command line as clap sees it: every word that a person meets is Chinese.

use crate::server::args::{AccountArgs, ServeArgs, StoreArgs, StoreFileArgs};
use clap::{
    Arg, ArgAction, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
};
use clap_complete::Shell;
use jiff::civil::Date;
use std::ffi::OsString;
use std::path::PathBuf;

/// Reads, checks and reports performance target forms.
#[derive(Debug, Parser)]
#[command(
    name = "jixiao",
    version,
    about = "读懂并核对项目支出绩效目标表",
    after_help = "文件可以是docx、xlsx、txt、csv、md、html文件，文件夹或zip压缩包；“-”表示从标准输入读。\n\
                  \n\
                  退出码：\n  \
                    0  没有必改项\n  \
                    1  有必改项（加 --strict 时，有建议改的也算）\n  \
                    2  有文件没能读出，或指名的文件里没有找到表\n  \
                    3  命令写得不对，或程序自身出了问题",
    override_usage = "jixiao 文件…\n      jixiao 命令 [选项] [参数]",
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    #[command(flatten)]
    pub open: OpenArgs,
    #[command(subcommand)]
    pub command: Option<Task>,
}

/// What dropping files on the icon does.
#[derive(Args, Debug)]
pub struct OpenArgs {
    /// 要核对的文件；结果写在每个文件旁边的“原文件名_核对结果.html”，并随即打开
    #[arg(value_name = "文件")]
    pub files: Vec<PathBuf>,
    /// 只写结果网页，不打开
    #[arg(long)]
    pub no_open: bool,
    #[command(flatten)]
    pub judge: JudgeArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// 核对：给出已核对无误的事项和需要看的要点
    #[command(
        override_usage = "jixiao check [选项] 路径…",
        after_help = "例：\n  \
            jixiao check 申报表.docx\n  \
            jixiao check 申报文件夹 报送.zip -o 结果.html\n  \
            jixiao check 申报文件夹 --select B --format json\n  \
            jixiao check 申报文件夹 -o 结果.html --roster 项目清单.xlsx --letters 意见\n  \
            jixiao check 自评文件夹 --beside 批复文件夹 --beside 支付明细.xlsx"
    )]
    Check(CheckArgs),
    /// 试用一份口径：与现行的相比，多提哪些意见、少提哪些
    #[command(
        override_usage = "jixiao try --profile 口径文件夹 [选项] 路径…",
        after_help = "口径文件夹里的 profile.toml 可以写本地规则 [[rules]]，没有写 on = true 的只在试用时核对。\n\
            写法见 jixiao explain Z。\n\
            例：\n  jixiao try --profile 云岭口径 去年的申报文件夹"
    )]
    Try(TryArgs),
    /// 只读出表的结构，不核对
    #[command(
        override_usage = "jixiao read [选项] 路径…",
        after_help = "例：\n  jixiao read 申报表.xlsx\n  jixiao read 申报文件夹 -o 指标.csv"
    )]
    Read(ReadArgs),
    /// 转换：按正式表样写成 Word、Excel、网页等
    #[command(
        override_usage = "jixiao convert [选项] 路径… -o 文件或文件夹",
        after_help = "例：\n  \
            jixiao convert 申报表.txt -o 申报表.docx\n  \
            jixiao convert 申报文件夹 -o 表样 --format docx\n  \
            jixiao convert 批复文件夹 -o 自评 --format xlsx --to self_evaluation"
    )]
    Convert(ConvertArgs),
    /// 按修改建议改表：先列出可以改的，接受后写出改好的表；Word、Excel 表保留原来的版式，原件不动
    #[command(
        override_usage = "jixiao fix [选项] 文件 [-o 改好的表]",
        after_help = "例子:\n  \
            jixiao fix 申报表.docx                          列出可以改的和编号\n  \
            jixiao fix 申报表.docx --safe -o 改好.docx      只改换写法的，版式同原件\n  \
            jixiao fix 申报表.docx --all --official -o 改好.docx   按正式表样重新写\n  \
            jixiao fix 申报表.docx --all --diff             看全部建议会改成什么，不写文件\n\n\
            需要数的地方留空（＿＿），不替人填。docx 写成 docx、xlsx 写成 xlsx 时，只改有改动的格子，\n\
            其余与原件一字不差；写不进去的逐条列出。写成别的格式时按正式表样。"
    )]
    Fix(FixArgs),
    /// 报回的表与退回前的表比对：已落实、未落实、新问题、意见之外的改动
    #[command(
        override_usage = "jixiao recheck [选项] 原表 报回的表",
        after_help = "例子:\n  \
            jixiao recheck 申报文件夹 报回文件夹 -o 复核\n\n\
            按项目编码对应，没有编码的按单位、名称和金额；几张都像的列出来，不猜。"
    )]
    Recheck(RecheckArgs),
    /// 把批复的表做成公开网站：列表、查找、每表一页、汇总、变动和开放数据，不需要服务器
    #[command(
        override_usage = "jixiao publish [选项] 路径… -o 网站文件夹",
        after_help = "例子:\n  \
            jixiao publish 批复文件夹 -o 网站 --title 青陵市2026年项目绩效目标公开\n  \
            jixiao publish 批复文件夹 -o 网站 --sources 原文网址.xlsx --licence CC-BY-4.0\n\n\
            网站文件夹里已有本程序做的网站时，接着记下新版本和撤下的表。含身份证号、手机号、银行卡号等的表不公开，并说明在哪里。"
    )]
    Publish(PublishArgs),
    /// 启动服务器：自查、助审、公开；用浏览器打开
    #[command(
        override_usage = "jixiao serve [选项]",
        after_help = "例子:\n  \
            jixiao serve                                  数据放在当前用户的数据文件夹，只有本机能打开\n  \
            jixiao serve --single                         一个人在本机用，不登录，随即打开浏览器\n  \
            jixiao serve --demo                           先看看样子：虚构的城市，不写您的数据\n  \
            jixiao serve --data /srv/jixiao --listen 0.0.0.0:8600\n  \
            jixiao serve --database postgres://jixiao@db/jixiao"
    )]
    Serve(ServeArgs),
    /// 备份：把数据库里的一切写成一个文件
    #[command(override_usage = "jixiao backup [选项] 备份文件.zip")]
    Backup(StoreFileArgs),
    /// 恢复：把备份写进空的数据文件夹或空的数据库；SQLite 和 PostgreSQL 之间可以互换
    #[command(override_usage = "jixiao restore [选项] 备份文件.zip")]
    Restore(StoreFileArgs),
    /// 查验：日志链、内容摘要和统计数是否前后一致
    #[command(override_usage = "jixiao verify [选项]")]
    Verify(StoreArgs),
    /// 账号：列出、新建、重设口令、停用
    #[command(
        override_usage = "jixiao user [选项] [登录名]",
        after_help = "例子:\n  \
            jixiao user                                    列出账号\n  \
            jixiao user guwen --name 顾文 --role finance_performance     新建，口令从标准输入读\n  \
            jixiao user guwen --password                   重设口令，从标准输入读\n  \
            jixiao user guwen --disable                    停用；--enable 恢复"
    )]
    User(AccountArgs),
    /// 导入机构：从 xlsx 读部门和单位的名称、编码
    #[command(override_usage = "jixiao import-org [选项] 机构.xlsx")]
    ImportOrg(StoreFileArgs),
    /// 解释一条规则
    #[command(override_usage = "jixiao explain 规则编号")]
    Explain(ExplainArgs),
    /// 列出全部规则
    #[command(override_usage = "jixiao rules")]
    Rules,
    /// 列出可用的核对口径
    #[command(override_usage = "jixiao profiles")]
    Profiles,
    /// 输出命令补全脚本
    #[command(override_usage = "jixiao completions 终端")]
    Completions(CompletionArgs),
}

/// `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// 文件、文件夹、zip压缩包，或“-”（标准输入）
    #[arg(value_name = "路径", required = true)]
    pub paths: Vec<PathBuf>,
    /// 输出格式：text、json、ndjson（每个文件一行）、html、xlsx（各条意见和总览）、docx；不写时看 -o 的扩展名，否则用text
    #[arg(long, value_name = "格式")]
    pub format: Option<CheckFormat>,
    /// 把结果写进文件，不写到屏幕，如 结果.html
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 上次核对结果（--format json 写出的文件）：上次已有的意见不再列出，只看新出现的
    #[arg(long, value_name = "文件")]
    pub baseline: Option<PathBuf>,
    /// 应报项目清单（xlsx、csv，表头有“项目名称”，可有“项目编码”“单位”“金额（万元）”）：列出未报、重复报、金额不符、清单外
    #[arg(long, value_name = "文件")]
    pub roster: Option<PathBuf>,
    /// 在这个文件夹里按部门各写一份修改意见函（docx）和修改意见清单（xlsx，一条意见一行，留有回复栏），另写一份核对总览（覆盖多少项目和资金、资金分档、各表、相同意见、几个单位共用的句子、抽查名单）
    #[arg(long, value_name = "文件夹")]
    pub letters: Option<PathBuf>,
    /// 在这个文件夹里给每张目标表写一份审核表（docx，意见按八项拟成草稿，等级和得分留空），另写一份审核情况报告
    #[arg(long, value_name = "文件夹")]
    pub review: Option<PathBuf>,
    /// 在这个文件夹里给每张有要点的表写取证单（docx）：材料及其摘要、位置、原文、重算过程、现行标准，不作结论
    #[arg(long, value_name = "文件夹")]
    pub evidence: Option<PathBuf>,
    /// 从严：有“建议改”的，或必改项在推断位置上的，退出码也为1
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub judge: JudgeArgs,
    #[command(flatten)]
    pub screen: ScreenArgs,
}

/// `try`.
#[derive(Args, Debug)]
pub struct TryArgs {
    /// 文件、文件夹、zip压缩包，或“-”（标准输入）
    #[arg(value_name = "路径", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub judge: JudgeArgs,
}

/// `convert`.
#[derive(Args, Debug)]
pub struct ConvertArgs {
    /// 文件、文件夹、zip压缩包，或“-”（标准输入）
    #[arg(value_name = "路径", required = true)]
    pub paths: Vec<PathBuf>,
    /// 写成的文件，如 申报表.docx；有几个输入文件时写文件夹
    #[arg(short, long, value_name = "文件或文件夹")]
    pub output: PathBuf,
    /// 格式：docx、xlsx、pdf、ofd、html、md、csv、json、tsv（复制到一体化系统的文本）；不写时看 -o 的扩展名
    #[arg(long, value_name = "格式")]
    pub format: Option<String>,
    /// 由目标表写出另一张表，已有的内容填好、要填报的空着：declaration（申报表）、approval（批复表）、adjustment（调整表）、monitoring（监控表）、self_evaluation（自评表）
    #[arg(long, value_name = "表种")]
    pub to: Option<NextForm>,
    /// 监控表截至几月，如 7
    #[arg(long, value_name = "月", value_parser = month)]
    pub through: Option<i8>,
    /// 写 PDF 时先用这个文件夹里的字体；不写时用系统的
    #[arg(long, value_name = "文件夹")]
    pub fonts: Option<PathBuf>,
    /// 用这份口径的表样，不按表自动选：口径编号，或放有 profile.toml 的文件夹
    #[arg(long, value_name = "口径")]
    pub profile: Option<String>,
}

/// `fix`.
#[derive(Args, Debug)]
pub struct FixArgs {
    /// 要改的文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 改好的表写成的文件，如 改好.docx
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 接受只换写法的建议
    #[arg(long, conflicts_with_all = ["all", "accept"])]
    pub safe: bool,
    /// 接受全部建议；需要数的地方留空
    #[arg(long, conflicts_with = "accept")]
    pub all: bool,
    /// 接受这些建议（编号见不加选项时列出的），可写多次，或用逗号隔开
    #[arg(long, value_name = "编号", value_delimiter = ',')]
    pub accept: Vec<String>,
    /// 只列出会改什么，不写文件
    #[arg(long)]
    pub diff: bool,
    /// 按正式表样重新写，不在原件的版式里改
    #[arg(long)]
    pub official: bool,
    /// 指定核对口径，不按表自动选：口径编号，或放有 profile.toml 的文件夹
    #[arg(long, value_name = "口径")]
    pub profile: Option<String>,
    /// 以这一天为准核对，如 2026-03-01；不写时用今天
    #[arg(long, value_name = "日期", value_parser = date)]
    pub as_of: Option<Date>,
}

/// `recheck`.
#[derive(Args, Debug)]
pub struct RecheckArgs {
    /// 退回前的表：文件、文件夹或zip压缩包
    #[arg(value_name = "原表")]
    pub old: PathBuf,
    /// 修改后报回的表：文件、文件夹或zip压缩包
    #[arg(value_name = "报回的表")]
    pub new: PathBuf,
    /// 在这个文件夹里给每张表写意见采纳情况表和修改对照表（docx）
    #[arg(short, long, value_name = "文件夹")]
    pub output: Option<PathBuf>,
    /// 指定核对口径，不按表自动选：口径编号，或放有 profile.toml 的文件夹
    #[arg(long, value_name = "口径")]
    pub profile: Option<String>,
    /// 以这一天为准核对，如 2026-03-01；不写时用今天
    #[arg(long, value_name = "日期", value_parser = date)]
    pub as_of: Option<Date>,
}

/// `publish`.
#[derive(Args, Debug)]
pub struct PublishArgs {
    /// 文件、文件夹、zip压缩包，或“-”（标准输入）
    #[arg(value_name = "路径", required = true)]
    pub paths: Vec<PathBuf>,
    /// 网站放在哪个文件夹
    #[arg(short, long, value_name = "文件夹")]
    pub output: PathBuf,
    /// 网站的标题
    #[arg(long, value_name = "标题", default_value = "项目支出绩效目标公开")]
    pub title: String,
    /// 发布单位；不写时，所有的表同属一个部门就用那个部门
    #[arg(long, value_name = "单位")]
    pub publisher: Option<String>,
    /// 网站将来的网址，写进固定地址和引用格式
    #[arg(long, value_name = "网址")]
    pub address: Option<String>,
    /// 数据的许可，如 CC-BY-4.0、CC0-1.0；不写时不作声明
    #[arg(long, value_name = "许可")]
    pub licence: Option<String>,
    /// 原文网址表（xlsx、csv等）：项目编码、项目名称或文件名，网址，另可有单位、发布单位、发布日期
    #[arg(long, value_name = "文件")]
    pub sources: Option<PathBuf>,
    /// 每张表可以下载成什么，逗号隔开：docx、xlsx、pdf、ofd、csv、json，或 none；不写时是 docx、xlsx，有中文字体时另加 pdf
    #[arg(long, value_name = "格式", value_delimiter = ',')]
    pub downloads: Vec<String>,
    /// 同时公开核对要点，附方法和核对的表数，不排名次
    #[arg(long)]
    pub with_findings: bool,
    /// 这张表以前版本的内容不再保留，只留摘要和日期；写表的固定编号（网址里的那一段），可写多次
    #[arg(long, value_name = "编号")]
    pub forget: Vec<String>,
    /// 另给每张表写一段可以贴进单位网站的 html，放在 cms 文件夹
    #[arg(long)]
    pub cms: bool,
    /// 用这份口径的表样，不按表自动选：口径编号，或放有 profile.toml 的文件夹
    #[arg(long, value_name = "口径")]
    pub profile: Option<String>,
    /// 发布日期，如 2026-03-01；不写时用今天
    #[arg(long, value_name = "日期", value_parser = date)]
    pub as_of: Option<Date>,
    /// 写 PDF 时先用这个文件夹里的字体；不写时用系统的
    #[arg(long, value_name = "文件夹")]
    pub fonts: Option<PathBuf>,
}

/// A month of the year.
fn month(text: &str) -> Result<i8, String> {
    let month = text.trim_end_matches('月').parse().ok();
    month
        .filter(|month| (1..=12).contains(month))
        .ok_or_else(|| "请写1到12的月份，如 7".to_owned())
}

/// How forms are judged.
#[derive(Args, Clone, Debug)]
pub struct JudgeArgs {
    /// 指定核对口径，不按表自动选：口径编号（见 jixiao profiles），或放有 profile.toml 的文件夹；另可写 review（审核用语）、audit（只作计算和跨材料对照，写作疑点），逗号隔开
    #[arg(long, value_name = "口径", value_delimiter = ',')]
    pub profile: Vec<String>,
    /// 以这一天为准核对，如 2026-03-01；不写时用今天
    #[arg(long, value_name = "日期", value_parser = date)]
    pub as_of: Option<Date>,
    /// 只用这些规则，逗号隔开，如 E07 或 B,E07（单个字母表示一类）
    #[arg(long, value_name = "编号", value_delimiter = ',')]
    pub select: Vec<String>,
    /// 不用这些规则，写法同 --select
    #[arg(long, value_name = "编号", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// 对照材料（文件或文件夹，可写多次）：上年的、批复的、监控的或自评的表，支付明细、支出标准、名册、项目台账、单位预算（xlsx、csv等，按表头认）；只用来比对，本身不核对
    #[arg(long, value_name = "路径")]
    pub beside: Vec<PathBuf>,
    /// 这些是公开的文本：另查与批复是否一致、有无不宜公开的内容
    #[arg(long)]
    pub published: bool,
}

/// How text looks on a screen.
#[derive(Args, Debug)]
pub struct ScreenArgs {
    /// 是否用颜色：auto（自动，不写时用它）、always（总是）、never（不用）
    #[arg(long, value_name = "何时", default_value = "auto")]
    pub color: ColorChoice,
    /// “—”“×”“①”等字符在终端里占几格：1（不写时用它）或 2；对不齐时改用 2
    #[arg(long, value_name = "格数", default_value = "1", value_parser = ["1", "2"])]
    pub ambiguous_width: String,
}

/// `read`.
#[derive(Args, Debug)]
pub struct ReadArgs {
    /// 文件、文件夹、zip压缩包，或“-”（标准输入）
    #[arg(value_name = "路径", required = true)]
    pub paths: Vec<PathBuf>,
    /// 输出格式：text、json、ndjson（每个文件一行）、csv（每个指标一行）；不写时看 -o 的扩展名，否则用text
    #[arg(long, value_name = "格式")]
    pub format: Option<ReadFormat>,
    /// 把结果写进文件，不写到屏幕，如 指标.csv
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub screen: ScreenArgs,
}

/// `explain`.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// 规则编号，如 E07；全部编号见 jixiao rules；Z 是本地规则的写法
    #[arg(value_name = "规则编号", required = true)]
    pub codes: Vec<String>,
}

/// `completions`.
#[derive(Args, Debug)]
pub struct CompletionArgs {
    /// 终端：bash、zsh、fish、powershell、elvish
    #[arg(value_name = "终端")]
    pub shell: Shell,
}

/// Formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Text,
    Json,
    Ndjson,
    Html,
    Xlsx,
    Docx,
}

/// Formats of `read`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    Text,
    Json,
    Ndjson,
    Csv,
}

/// Forms that follow a target form in the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum NextForm {
    Declaration,
    Approval,
    Adjustment,
    Monitoring,
    SelfEvaluation,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// The command with Chinese headings throughout; also what completions are made from.
pub fn command() -> Command {
    chinese(Cli::command())
}

/// Reads the arguments; clap's own error otherwise.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let matches = command().try_get_matches_from(arguments)?;
    Cli::from_arg_matches(&matches)
}

/// Help or version as clap renders it, with Chinese colons after the headings.
pub fn help(error: &clap::Error) -> String {
    let mut text = error.render().to_string();
    for heading in ["命令", "参数", "选项"] {
        text = text.replace(&format!("\n{heading}:\n"), &format!("\n{heading}：\n"));
    }
    text
}

fn chinese(command: Command) -> Command {
    let version = command.get_version().is_some();
    let mut command = command
        .help_template("{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help("显示这份说明"),
        );
    if version {
        command = command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help("显示版本"),
        );
    }
    command
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                "参数"
            } else {
                "选项"
            };
            let hidden = arg.get_action().takes_values();
            arg.help_heading(heading)
                .hide_default_value(hidden)
                .hide_possible_values(hidden)
        })
        .mut_subcommands(chinese)
}

fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "日期写成 年-月-日，如 2026-03-01".to_owned())
}
