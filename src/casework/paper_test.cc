// SPDX-License-Identifier: Apache-2.0
#include "casework/paper.h"

#include <gtest/gtest.h>

namespace qingxin::casework {

TEST(PaperKind, IsFoundByItsName) {
  EXPECT_EQ(paper_kind_named("payment_order")->kind, PaperKind::payment_order);
  EXPECT_EQ(paper_kind_named("责令支付书")->kind, PaperKind::payment_order);
  EXPECT_EQ(paper_kind_named("order"), nullptr);
}

TEST(PaperService, LacksWhatItsWayNeeds) {
  struct Row {
    ServiceWay way;
    const char* refusal;
  };
  for (const Row& row : {Row{ServiceWay::direct, "直接送达的记录缺「签收人」"},
                         Row{ServiceWay::left, "留置送达的记录缺「拒收情况」"},
                         Row{ServiceWay::mail, "邮寄送达的记录缺「邮件号」"},
                         Row{ServiceWay::electronic, "电子送达的记录缺「送达确认书」"},
                         Row{ServiceWay::posting, "张贴送达的记录缺「张贴的照片」"}}) {
    Service service{
        .way = row.way, .at = Instant{1}, .place = "工地", .officers = {"王一", "赵二"}};
    EXPECT_EQ(check_service(service).error().message, row.refusal);
    service.officers.pop_back();
    EXPECT_NE(check_service(service).error().message.find("两名送达人"), std::string::npos);
  }
}

TEST(PaperService, ThatWasRefusedSaysHowAndWhoSawIt) {
  Service service{.way = ServiceWay::direct,
                  .at = Instant{1},
                  .place = "工地",
                  .officers = {"王一", "赵二"},
                  .refusal = "门卫拒收"};
  EXPECT_EQ(check_service(service).error().message, "直接送达的记录缺「见证人或照片」");
  service.photos = {"12"};
  EXPECT_TRUE(check_service(service));
  service.way = ServiceWay{};
  EXPECT_EQ(check_service(service).error().message, "送达记录缺「送达方式」");
}

}  // namespace qingxin::casework
