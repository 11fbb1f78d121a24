// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "documents/paper_docx_parts.h"

// The parts of the .docx of a bulletin (ECMA-376). After GB/T 9704: A4; margins of 37, 26, 35 and
// 28 mm; 28 characters of 16 points a line and 22 lines a page; the number of the page outside.
// Lengths are twentieths of a point, of letters half points.
namespace qingxin::documents {

// In their order: what kTypes and kOwnRelations of a paper lack.
inline constexpr std::string_view kBulletinTypes =
    R"(<Override PartName="/word/footer2.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
<Override PartName="/word/settings.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>
</Types>)";
inline constexpr std::string_view kBulletinRelations =
    R"(<Relationship Id="rId4" Target="footer2.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"/>
<Relationship Id="rId5" Target="settings.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"/>
)";

// Odd and even pages have footers of their own.
inline constexpr std::string_view kBulletinSettings =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:evenAndOddHeaders/><w:defaultTabStop w:val="640"/>
<w:characterSpacingControl w:val="compressPunctuation"/></w:settings>)";

// Letters a quarter of a point closer: 28 of 16 points stand in 156 mm.
inline constexpr std::string_view kBulletinStylesBegin =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"
 w:cs="Times New Roman"/>
<w:spacing w:val="-5"/><w:sz w:val="32"/><w:szCs w:val="32"/>
<w:lang w:val="en-US" w:eastAsia="zh-CN"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>
<w:spacing w:after="0" w:line="579" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Lead"><w:name w:val="Lead"/>
<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="楷体_GB2312"/>
</w:rPr></w:style>
)";

inline constexpr StyleForm kBulletinStyleForms[] = {
    {"Masthead",
     R"(<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="200" w:line="960" w:lineRule="exact"/>
<w:jc w:val="center"/>)",
     R"(<w:rFonts w:eastAsia="方正小标宋简体"/><w:color w:val="C8141C"/>
<w:spacing w:val="60"/><w:sz w:val="76"/><w:szCs w:val="76"/>)"},
    {"Issue", R"(<w:keepNext/><w:jc w:val="center"/>)", ""},
    {"IssueLine",
     R"(<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="16" w:space="4" w:color="C8141C"/>
</w:pBdr><w:tabs><w:tab w:val="right" w:pos="8845"/></w:tabs>)",
     ""},
    {"BulletinTitle",
     R"(<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>)",
     R"(<w:rFonts w:eastAsia="方正小标宋简体"/><w:spacing w:val="0"/><w:sz w:val="44"/>
<w:szCs w:val="44"/>)"},
    {"Body", R"(<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>)", ""},
    {"Heading",
     R"(<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>)",
     R"(<w:rFonts w:eastAsia="黑体"/>)"},
    {"TableTitle",
     R"(<w:keepNext/><w:spacing w:before="200" w:after="80" w:line="579" w:lineRule="exact"/>
<w:jc w:val="center"/>)",
     R"(<w:rFonts w:eastAsia="黑体"/>)"},
    {"Cell",
     R"(<w:snapToGrid w:val="0"/><w:spacing w:before="30" w:after="30" w:line="300" w:lineRule="exact"/>)",
     R"(<w:spacing w:val="0"/><w:sz w:val="21"/><w:szCs w:val="21"/>)"},
    {"CellHead",
     R"(<w:snapToGrid w:val="0"/><w:spacing w:before="30" w:after="30" w:line="300" w:lineRule="exact"/>
<w:jc w:val="center"/>)",
     R"(<w:rFonts w:eastAsia="黑体"/><w:spacing w:val="0"/><w:sz w:val="21"/><w:szCs w:val="21"/>)"},
    {"Small",
     R"(<w:snapToGrid w:val="0"/><w:spacing w:before="60" w:line="320" w:lineRule="exact"/><w:jc w:val="both"/>)",
     R"(<w:spacing w:val="0"/><w:sz w:val="21"/><w:szCs w:val="21"/>)"},
    {"CellSmall", R"(<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="exact"/>)",
     R"(<w:spacing w:val="0"/><w:sz w:val="18"/><w:szCs w:val="18"/>)"},
    // 版记, at the foot of the page on which the text ends; a character's room at either side.
    {"SentTo",
     R"(<w:keepLines/><w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="000000"/>
<w:bottom w:val="single" w:sz="8" w:space="1" w:color="000000"/>
<w:between w:val="single" w:sz="4" w:space="1" w:color="000000"/></w:pBdr>
<w:snapToGrid w:val="0"/><w:spacing w:line="500" w:lineRule="exact"/>
<w:ind w:left="1120" w:right="280" w:hanging="840"/>)",
     R"(<w:sz w:val="28"/><w:szCs w:val="28"/>)"},
};

// Said of the paragraph itself: LibreOffice does not read it in a style.
inline constexpr std::string_view kAtTheFoot =
    R"(<w:framePr w:w="8845" w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin"
 w:xAlign="left" w:yAlign="bottom"/>)";

inline constexpr std::string_view kBulletinFonts =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,STFangsong,Noto Serif CJK SC"/>
<w:charset w:val="86"/><w:family w:val="roman"/></w:font>
<w:font w:name="楷体_GB2312"><w:altName w:val="楷体,KaiTi,STKaiti,Noto Serif CJK SC"/>
<w:charset w:val="86"/><w:family w:val="roman"/></w:font>
<w:font w:name="黑体"><w:altName w:val="SimHei,STHeiti,Noto Sans CJK SC"/>
<w:charset w:val="86"/><w:family w:val="swiss"/></w:font>
<w:font w:name="方正小标宋简体"><w:altName w:val="FZXiaoBiaoSong-B05S,STSong,Noto Serif CJK SC"/>
<w:charset w:val="86"/><w:family w:val="roman"/></w:font>
<w:font w:name="宋体"><w:altName w:val="SimSun,STSong,Noto Serif CJK SC"/>
<w:charset w:val="86"/><w:family w:val="roman"/></w:font></w:fonts>)";

// {0}: "right" or "left", at which a character's room stays free; {1}: its letters.
inline constexpr std::string_view kBulletinFooter =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:p><w:pPr><w:spacing w:line="320" w:lineRule="exact"/><w:ind w:{0}="280"/><w:jc w:val="{0}"/>
<w:rPr>{1}</w:rPr></w:pPr>
<w:r><w:rPr>{1}</w:rPr><w:t xml:space="preserve">— </w:t></w:r>
<w:r><w:rPr>{1}</w:rPr><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:rPr>{1}</w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r><w:rPr>{1}</w:rPr><w:fldChar w:fldCharType="separate"/></w:r>
<w:r><w:rPr>{1}</w:rPr><w:t>1</w:t></w:r>
<w:r><w:rPr>{1}</w:rPr><w:fldChar w:fldCharType="end"/></w:r>
<w:r><w:rPr>{1}</w:rPr><w:t xml:space="preserve"> —</w:t></w:r>
</w:p></w:ftr>)";
inline constexpr std::string_view kPageNumberLetters =
    R"(<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:spacing w:val="0"/>
<w:sz w:val="28"/><w:szCs w:val="28"/>)";

inline constexpr std::string_view kBulletinEnd =
    R"(<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>
<w:footerReference w:type="even" r:id="rId4"/>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1587" w:header="851"
 w:footer="1587" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>
</w:body></w:document>)";

}  // namespace qingxin::documents
