// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The parts of a .docx that are the same in every paper (ECMA-376). Lengths are twentieths of a
// point, of letters half points. After GB/T 9704: A4; margins of 37, 26, 35 and 28 mm; Fangsong of
// 16 points, 28 a line. Where the machine has none of these letters, fontTable.xml says which
// others do.
namespace qingxin::documents {

inline constexpr std::string_view kTypes =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/fontTable.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>
<Override PartName="/word/footer1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
<Override PartName="/docProps/core.xml"
 ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>)";

inline constexpr std::string_view kRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
<Relationship Id="rId2" Target="docProps/core.xml"
 Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>
</Relationships>)";

inline constexpr std::string_view kOwnRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="styles.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>
<Relationship Id="rId2" Target="fontTable.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable"/>
<Relationship Id="rId3" Target="footer1.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"/>
)";
inline constexpr std::string_view kCodeRelation =
    R"(<Relationship Id="rId4" Target="media/code.png"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>
)";
inline constexpr std::string_view kRelationsEnd = "</Relationships>";

// {}: the title.
inline constexpr std::string_view kProperties =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>)";

inline constexpr std::string_view kStylesBegin =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="FangSong" w:hAnsi="FangSong" w:eastAsia="仿宋" w:cs="FangSong"/>
<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>
<w:spacing w:after="0" w:line="560" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
)";

struct StyleForm {
  std::string_view name, paragraph, letters;
};

inline constexpr std::string_view kSong =
    R"(<w:rFonts w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="宋体" w:cs="SimSun"/>)";

inline constexpr StyleForm kStyleForms[] = {
    {"Issuer", R"(<w:keepNext/><w:jc w:val="center"/>)",
     R"(<w:spacing w:val="30"/><w:sz w:val="36"/><w:szCs w:val="36"/>)"},
    {"PaperTitle",
     R"(<w:keepNext/><w:spacing w:before="80" w:after="240" w:line="680" w:lineRule="exact"/>
<w:jc w:val="center"/>)",
     R"(<w:b/><w:bCs/><w:spacing w:val="40"/><w:sz w:val="44"/><w:szCs w:val="44"/>)"},
    {"Number", R"(<w:spacing w:after="200" w:line="560" w:lineRule="exact"/><w:jc w:val="right"/>)",
     ""},
    {"Addressee", "<w:keepNext/>", ""},
    {"Body", R"(<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>)", ""},
    {"Head", R"(<w:keepNext/><w:spacing w:before="120" w:line="560" w:lineRule="exact"/>)",
     "<w:b/><w:bCs/>"},
    {"Note",
     R"(<w:spacing w:before="80" w:after="80" w:line="340" w:lineRule="exact"/>
<w:jc w:val="both"/>)",
     R"(<w:sz w:val="21"/><w:szCs w:val="21"/>)"},
    {"Signing", R"(<w:keepNext/><w:keepLines/><w:ind w:right="1280"/><w:jc w:val="right"/>)", ""},
    {"Cell", R"(<w:spacing w:before="40" w:after="40" w:line="400" w:lineRule="atLeast"/>)",
     R"(<w:sz w:val="24"/><w:szCs w:val="24"/>)"},
    {"CodePlace",
     R"(<w:spacing w:before="160" w:after="160" w:line="240" w:lineRule="auto"/>
<w:jc w:val="center"/>)",
     ""},
};

inline constexpr std::string_view kFonts =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:font w:name="仿宋"><w:altName w:val="FangSong,仿宋_GB2312,STFangsong,Noto Serif CJK SC"/>
<w:charset w:val="86"/><w:family w:val="roman"/></w:font>
<w:font w:name="FangSong"><w:altName w:val="仿宋,STFangsong,Noto Serif CJK SC"/>
<w:charset w:val="86"/><w:family w:val="roman"/></w:font>
<w:font w:name="宋体"><w:altName w:val="SimSun,STSong,Noto Serif CJK SC"/>
<w:charset w:val="86"/><w:family w:val="roman"/></w:font>
<w:font w:name="SimSun"><w:altName w:val="宋体,STSong,Noto Serif CJK SC"/>
<w:charset w:val="86"/><w:family w:val="roman"/></w:font></w:fonts>)";

// The number of the page.
inline constexpr std::string_view kFooter =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:p><w:pPr><w:pStyle w:val="Note"/><w:jc w:val="center"/></w:pPr>
<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r>
</w:p></w:ftr>)";

inline constexpr std::string_view kBegin =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>
)";
inline constexpr std::string_view kEnd =
    R"(<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1587" w:header="851"
 w:footer="1400" w:gutter="0"/></w:sectPr></w:body></w:document>)";

// {0}: its side, 360,000 to the centimetre.
inline constexpr std::string_view kPicture =
    R"(<w:p><w:pPr><w:pStyle w:val="CodePlace"/></w:pPr><w:r><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{0}" cy="{0}"/>
<wp:docPr id="1" name="code" descr="二维码"/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="1" name="code.png"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="rId4"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{0}" cy="{0}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>
</a:graphic></wp:inline></w:drawing></w:r></w:p>
)";

}  // namespace qingxin::documents
