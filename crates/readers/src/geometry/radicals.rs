//! Radicals that stand for whole characters: some programs write ⽣⽉⺠⼾⾯ into a PDF where 生月民户面 is meant.
//!
//! Unicode's own equivalents, and 户 and 青 in the form of the mainland. Compatibility forms (NFKC) know only half of them.

/// What U+2F00 to U+2FD5 stand for.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日\
    曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行\
    衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// What U+2E80 to U+2EF3 stand for.
const SUPPLEMENT: &str = "\
    ⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲\
    讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// The character that a radical stands for; any other character as it is.
pub(super) fn unified(char: char) -> char {
    let (list, first) = match char {
        '\u{2F00}'..='\u{2FD5}' => (KANGXI, 0x2F00),
        '\u{2E80}'..='\u{2EF3}' => (SUPPLEMENT, 0x2E80),
        // The code of an em dash in old Chinese fonts, and a bar that some fonts give out for it.
        '\u{2015}' => return '—',
        _ => return char,
    };
    list.chars()
        .nth(u32::from(char) as usize - first)
        .unwrap_or(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_characters_they_stand_for() {
        let read: String = "⽣⽉⺠⼾⾯⻅⻉⻋⻓⻔⻚⻛⻢⻥⻦⻩⻬⻰⾼⿓⾭⻘一户"
            .chars()
            .map(unified)
            .collect();
        assert_eq!(read, "生月民户面见贝车长门页风马鱼鸟黄齐龙高龍青青一户");
        assert_eq!(KANGXI.chars().count(), 0x2FD6 - 0x2F00);
        assert_eq!(SUPPLEMENT.chars().count(), 0x2EF4 - 0x2E80);
    }
}
