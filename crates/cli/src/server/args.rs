//! The command line of the server.

use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Where the data is.
#[derive(Args, Debug, Default)]
#[cfg_attr(
    not(feature = "server"),
    allow(dead_code, reason = "only the server reads them")
)]
pub struct StoreArgs {
    /// 数据文件夹；不写时用当前用户的数据文件夹
    #[arg(long, value_name = "文件夹", conflicts_with = "database")]
    pub data: Option<PathBuf>,
    /// PostgreSQL 的地址：postgres://用户:口令@主机/库名
    #[arg(long, value_name = "地址")]
    pub database: Option<String>,
}

/// `jixiao serve`.
#[derive(Args, Debug)]
#[cfg_attr(
    not(feature = "server"),
    allow(dead_code, reason = "only the server reads them")
)]
pub struct ServeArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    /// 在哪里等候浏览器；要让其他电脑打开写 0.0.0.0:8600
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:8600")]
    pub listen: SocketAddr,
    /// 一个人在本机用：不登录，随即打开浏览器
    #[arg(long)]
    pub single: bool,
    /// 用虚构的城市填满临时数据，关掉就没有了
    #[arg(long, conflicts_with_all = ["data", "database", "single"])]
    pub demo: bool,
    /// 关闭自查页
    #[arg(long)]
    pub no_self_check: bool,
    /// 直接提供 https：证书文件（PEM，含中间证书）
    #[arg(long, value_name = "文件", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// 证书的私钥文件（PEM）
    #[arg(long, value_name = "文件", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// 浏览器经 https 访问（前面有反向代理时）
    #[arg(long)]
    pub https: bool,
    /// 浏览器用的主机名，可写多个；写了以后，用别的名字访问会被拒绝
    #[arg(long, value_name = "主机名")]
    pub host: Vec<String>,
    /// 不打开浏览器
    #[arg(long)]
    pub no_open: bool,
}

/// Where the server listens unless it is told otherwise.
const LISTEN: ([u8; 4], u16) = ([127, 0, 0, 1], 8600);

impl Default for ServeArgs {
    fn default() -> ServeArgs {
        ServeArgs {
            store: StoreArgs::default(),
            listen: LISTEN.into(),
            single: false,
            demo: false,
            no_self_check: false,
            tls_cert: None,
            tls_key: None,
            https: false,
            host: Vec::new(),
            no_open: false,
        }
    }
}

/// A command about the data with a file.
#[derive(Args, Debug)]
#[cfg_attr(
    not(feature = "server"),
    allow(dead_code, reason = "only the server reads them")
)]
pub struct StoreFileArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    /// 文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
}

/// `jixiao user`.
#[derive(Args, Debug)]
#[cfg_attr(
    not(feature = "server"),
    allow(dead_code, reason = "only the server reads them")
)]
pub struct AccountArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    /// 登录名；不写时列出账号
    #[arg(value_name = "登录名")]
    pub login: Option<String>,
    /// 姓名；与 --role 一起写时新建账号
    #[arg(long, value_name = "姓名", requires = "role")]
    pub name: Option<String>,
    /// 角色：unit_clerk、unit_head、department_reviewer、finance_business、finance_performance、system_admin、security_admin、audit_admin
    #[arg(long, value_name = "角色", requires = "name")]
    pub role: Option<String>,
    /// 重设口令，从标准输入读一行
    #[arg(long, conflicts_with_all = ["name", "disable", "enable"])]
    pub password: bool,
    /// 停用
    #[arg(long, conflicts_with_all = ["name", "enable"])]
    pub disable: bool,
    /// 恢复
    #[arg(long, conflicts_with = "name")]
    pub enable: bool,
}
