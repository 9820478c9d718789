//! What a search by name costs: `cargo run --release -p customers --example names -- 100000` fills a database with so
//! many customers and prints the processor time of searches people type.

use std::io::Write as _;

use base::{Result, fault};
use customers::Customers;
use customers::api::{find_or_create, search};
use customers::model::{IdentityKind, NewCustomer, NewIdentity};
use db::Tx;
use policy::Policies;
use vault::{MasterKey, Vault};
use web::Actor;

const SURNAMES: &str = "王王王李李李张张张刘刘陈陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常单仇";
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂小红玉梅华建国文志海波鹏飞燕云凤琴玲婷雪梦佳欣怡子轩浩宇晨曦思雨若涵一诺春生贵福德祥瑞庆永安康宁";

fn letter(of: &str, at: usize) -> String {
    of.chars().nth(at % of.chars().count()).map(String::from).unwrap_or_default()
}

/// Processor time of all threads of this program, in nanoseconds.
fn cpu() -> Result<u64> {
    let mut all = 0;
    for task in std::fs::read_dir("/proc/self/task").map_err(fault)? {
        let text = std::fs::read_to_string(task.map_err(fault)?.path().join("schedstat")).map_err(fault)?;
        all += text.split(' ').next().and_then(|it| it.parse::<u64>().ok()).unwrap_or(0);
    }
    Ok(all)
}

fn say(line: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{line}").map_err(fault)
}

fn fill(tx: &mut Tx<'_>, of: &Customers, from: usize, to: usize) -> Result<()> {
    for at in from..to {
        // A multiplication spreads the names without chance.
        let spread = at.wrapping_mul(2_654_435_761) >> 7;
        let mut name = letter(SURNAMES, spread);
        name += &letter(GIVEN, spread / 131);
        if spread % 3 > 0 {
            name += &letter(GIVEN, spread / 7919);
        }
        let known = NewIdentity { kind: IdentityKind::Account, value: format!("A{at}"), verified: false };
        let new = NewCustomer { name: Some(name), identities: vec![known], ..NewCustomer::default() };
        find_or_create(of, tx, &Actor::system(), &new)?;
    }
    Ok(())
}

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "{failure}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let wanted = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(10_000_usize);
    let it = testkit::sqlite(&[vault::MIGRATIONS, policy::MIGRATIONS, people::MIGRATIONS, customers::MIGRATIONS]);
    let vault = it.db.write_blocking(|tx| {
        policy::api::load_pack(tx, "full", &policy::api::Terms::default())?;
        Vault::open(tx, MasterKey::from_text(&"a".repeat(64)).map_err(fault)?)
    })?;
    let of = Customers::new(vault, Policies::new());
    let before = cpu()?;
    for from in (0..wanted).step_by(1_000) {
        let of = of.clone();
        it.db.write_blocking(move |tx| fill(tx, &of, from, wanted.min(from + 1_000)))?;
    }
    let each = (cpu()? - before) / u64::try_from(wanted.max(1)).unwrap_or(1) / 1_000;
    say(&format!("{wanted} customers, {each} µs of processor time each"))?;
    for typed in ["张伟", "zhangwei", "zw", "zhang w", "张", "z", "wxm", "danxm", "shan", "nve", "欧阳锋", "qqq"]
    {
        const TIMES: u64 = 5;
        let (before, mut found) = (cpu()?, 0);
        for _ in 0..TIMES {
            let of = of.clone();
            let look = move |tx: &mut Tx<'_>| search(&of, tx, &Actor::system(), typed, 50);
            found = it.db.read_blocking(look)?.len();
        }
        let each = (cpu()? - before) / TIMES / 1_000;
        say(&format!("{typed:10} {found:3} on the first page, {each:6} µs of processor time"))?;
    }
    Ok(())
}
