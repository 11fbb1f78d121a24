// SPDX-License-Identifier: Apache-2.0
#include "casework/telltale.h"

#include <gtest/gtest.h>

#include <array>

namespace qingxin::casework {
namespace {

const std::array<Reporter, 2> kReporters{
    Reporter{.name = "张小明", .id_number = "11010519491231002X", .phone = "138-0013-8000"},
    Reporter{.name = "买买提·艾力", .id_number = "", .phone = "0717-6445566"}};

struct Row {
  std::string_view text;
  std::optional<Telltale> found;
};

TEST(Telltale, FindsWhatBetraysAPerson) {
  const std::array rows{
      Row{"请于2026年11月30日前支付一号楼工资，金额 1,234,567.00 元，电话 027-87654321", {}},
      Row{"统一社会信用代码 91420100MA4KXXXX0X，项目编号 420100202611230001", {}},
      Row{"详询 13912345678", Telltale::phone},
      Row{"详询 139 1234 5678", Telltale::phone},
      Row{"详询 12 号楼 8613912345678", Telltale::phone},
      Row{"详询１３９１２３４５６７８", Telltale::phone},
      Row{"详询139\xE2\x80\x8B"
          "12345678",
          Telltale::phone},
      Row{"编号 11010519491231002x", Telltale::id_number},
      Row{"编号 110105-19491231-002X", Telltale::id_number},
      Row{"编号 110105194912310021", {}},  // its check digit is wrong, and nobody's we know
      Row{"编号 110105491231002", Telltale::id_number},
      Row{"139****5678", Telltale::masked_number},
      Row{"乘以 3*4", {}},
      Row{"传真 88071764455661", Telltale::phone},  // the landline of one who reported, inside
      Row{"张 小 明要求支付", Telltale::name},
      Row{"张某要求支付", Telltale::name},
      Row{"买买提艾力的工资", Telltale::name},
      Row{"章小明的工资", {}},
      Row{"根据群众举报", Telltale::complaint},
      Row{"有群众反映没有领到工资", Telltale::complaint},
      Row{"接到工地上的工人反映后查明", Telltale::complaint},
      Row{"经 12345 转来", Telltale::complaint},
      Row{"政务热线所说的工资", Telltale::complaint},
      Row{"群众来电称没有发工资", Telltale::complaint},
      Row{"收到来信以后查明", Telltale::complaint},
      Row{"工人的诉求", Telltale::complaint},
      Row{"有人控告", Telltale::complaint},
      Row{"网上求助", Telltale::complaint},
      Row{"网帖所说", Telltale::complaint},
      Row{"匿名的材料", Telltale::complaint},
      Row{"实名反映的情况", Telltale::complaint},
      Row{"上级转办件", Telltale::complaint},
      Row{"领导交办", Telltale::complaint},
      // As firms, boards and law have them.
      Row{"未来信息公司、未来电力公司没有实名登记，告示牌没有公共法律服务热线", {}},
      Row{"移交办理；工资表反映的数额与流水相符，流水直接反映工程款", {}},
      Row{"欠付 12345 元，合同 HT-12345，流水 123456", {}},
      Row{"", {}},
  };
  for (const Row& row : rows) EXPECT_EQ(telltale_in(row.text, kReporters), row.found) << row.text;
}

TEST(Telltale, FindsNumbersOfAnybodyAndNamesOfReportersOnly) {
  EXPECT_EQ(telltale_in("张小明", {}), std::nullopt);
  EXPECT_EQ(telltale_in("13800138000", {}), Telltale::phone);
  const std::array one{Reporter{.name = "王", .id_number = {}, .phone = {}}};
  EXPECT_EQ(telltale_in("王家湾工地", one), std::nullopt);  // one character is no name
}

TEST(Telltale, SaysWhatItFoundWithoutRepeatingIt) {
  EXPECT_NE(telltale_error(Telltale::name, "通知").message.find("反映人的姓名"), std::string::npos);
}

}  // namespace
}  // namespace qingxin::casework
