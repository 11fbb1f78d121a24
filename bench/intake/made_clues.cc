// SPDX-License-Identifier: Apache-2.0
#include "intake/made_clues.h"

#include <fmt/format.h>

#include <algorithm>

#include "sample/people.h"
#include "sample/places.h"

namespace qingxin::bench {

using intake::ClueFacts;

namespace {

constexpr std::array<std::string_view, 8> kBeginnings{"您好，我要反映拖欠工资的事。",
                                                      "我是外地来的农民工。",
                                                      "尊敬的领导，请帮帮我们。",
                                                      "市民来电反映：",
                                                      "诉求：讨要工资。",
                                                      "本人实名投诉。",
                                                      "我们一帮工友实在没办法了。",
                                                      ""};
constexpr std::array<std::string_view, 12> kWork{
    "砌墙抹灰",   "支模板",   "绑钢筋", "贴外墙砖",   "铺管子",   "开挖掘机",
    "刷防火涂料", "焊钢结构", "装门窗", "做外墙保温", "浇混凝土", "搭脚手架"};
constexpr std::array<std::string_view, 12> kStories{
    "班组长说总包没拨钱，总包说钱早给了劳务公司，两边互相推",
    "说好干完一层结一层，干到封顶也没见到钱",
    "中间只发过一次生活费，打欠条的人电话已经关机",
    "工地停工以后门卫不让进，我们的被褥工具都在里面",
    "每次去要都说过几天，过了几天又说甲方没有批款",
    "老板换了三个，前面的账后面的不认",
    "签字按手印的工资表被收走了，说要拿去报账",
    "孩子开学等着交学费，家里老人也在住院",
    "项目经理让我们找班组长，班组长回了老家再不接电话",
    "工资卡一直在他们手里，密码也是统一设的",
    "监理签过字的工程量单我手机里有照片",
    "让我们先写收条再给钱，写了收条又说要等审计"};
constexpr std::array<std::string_view, 6> kEndings{"请求尽快解决。",   "希望政府帮我们要回血汗钱。",
                                                   "等着钱回家过年。", "谢谢领导。",
                                                   "请查处。",         ""};

template <typename List>
std::string_view pick(const List& list, sample::Random& random) {
  return list[static_cast<std::size_t>(random.below(static_cast<int>(list.size())))];
}

std::string told(const Made& made, sample::Random& random) {
  std::string text(pick(kBeginnings, random));
  if (!made.project.empty()) text += fmt::format("我在{}", made.project);
  text += fmt::format("{}，", pick(kWork, random));
  if (!made.unit.empty()) text += fmt::format("用工的是{}，", made.unit);
  text += fmt::format("{}，{}。", pick(kStories, random), pick(kStories, random));
  text += fmt::format("一共欠{}元，干了{}天。{}", random.between(20, 900) * 100,
                      random.between(20, 200), pick(kEndings, random));
  return text;
}

}  // namespace

Made made_clue(int number, int count) {
  sample::Random random(kSeed, static_cast<std::uint64_t>(number));
  const int projects = std::max(count / 30, 60);
  const int project = random.below(projects);
  Made made;
  made.project = sample::project_name(project);
  made.unit = sample::subcontractor_of(project, random.below(4)).name;
  const sample::Person person =
      sample::make_person(kSeed, static_cast<std::uint64_t>(number), 2004);
  made.facts.people.push_back({person.name, person.phone, person.id});
  made.facts.projects = {made.project};
  made.facts.units = {made.unit};
  const Month first = month(2025, 1) + random.below(18);
  for (int i = random.between(1, 4); i > 0; --i) made.facts.months.push_back(first + i);
  made.facts.text = told(made, random);
  return made;
}

ClueFacts again(const Made& earlier, Again how, int stranger, sample::Random& random) {
  ClueFacts facts = earlier.facts;
  const sample::Person other =
      sample::make_person(kSeed, static_cast<std::uint64_t>(stranger), 2004);
  switch (how) {
    case Again::same_words: return {.text = "　" + facts.text};
    case Again::edited: {
      const std::string more = fmt::format("已经打过{}次电话了。", random.between(2, 9));
      return {.text = facts.text + more};
    }
    case Again::own_words: facts.text = told(earlier, random); return facts;
    case Again::other_phone:
      facts.people[0].phone_token = other.phone;
      facts.people[0].identity_token.clear();
      facts.text = told(earlier, random);
      return facts;
    case Again::colleague:
      facts.people = {{other.name, other.phone, other.id}};
      facts.text = told(earlier, random);
      return facts;
    case Again::no_site:
      facts.projects.clear();
      facts.units.clear();
      facts.months.clear();
      facts.text = told({}, random);
      return facts;
  }
  return facts;
}

}  // namespace qingxin::bench
