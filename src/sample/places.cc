// SPDX-License-Identifier: Apache-2.0
#include "sample/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <span>

#include "sample/people.h"

namespace qingxin::sample {

namespace {

constexpr std::string_view kBuilding = "房屋建筑";
constexpr std::string_view kCity = "市政公用";
constexpr std::string_view kRoad = "公路";
constexpr std::string_view kWater = "水利水电";
constexpr std::string_view kState = "政府投资";
constexpr std::string_view kStateFirm = "国有企业";
constexpr std::string_view kPrivate = "社会投资";
constexpr std::string_view kHealth = "平川县卫生健康局";
constexpr std::string_view kSchools = "平川县教育局";
constexpr std::string_view kHousing = "平川县住房和城乡建设局";
constexpr std::string_view kTraffic = "平川县交通运输局";
constexpr std::string_view kWaterBoard = "平川县水利局";
constexpr std::string_view kTown = "平川县城市建设投资有限公司";
constexpr std::string_view kLogistics = "河东物流园开发有限公司";
constexpr std::string_view kHomes = "平川安和置业有限公司";
constexpr std::string_view kGarden = "平川锦园房地产开发有限公司";
constexpr std::string_view kFactory = "平川县恒织纺织有限公司";
constexpr std::string_view kTable = "平川县聚贤楼餐饮有限公司";

// The stories of stories.h are told at every fifth place and at the last but one; names match.
constexpr std::array<Place, kPlaces> kList{{
    {"平川县人民医院迁建工程（一期）门诊医技综合楼", kBuilding, kState, kHealth},
    {"平川县妇幼保健院病房改造", kBuilding, kState, kHealth},
    {"平川县实验中学宿舍楼", kBuilding, kState, kSchools},
    {"南湖路雨污分流改造工程", kCity, kState, kHousing},
    {"县道平柳线大修工程", kRoad, kState, kTraffic},
    {"河东物流园冷库项目", kBuilding, kPrivate, kLogistics},
    {"安和家园一期", kBuilding, kPrivate, kHomes},
    {"平川县第一小学教学楼改扩建", kBuilding, kState, kSchools},
    {"柳河平川段堤防加固工程", kWater, kState, kWaterBoard},
    {"城东水厂供水管网改造", kCity, kStateFirm, kTown},
    {"北环路道路改造工程", kRoad, kState, kTraffic},
    {"锦园小区二期", kBuilding, kPrivate, kGarden},
    {"高新产业园标准化厂房（一标段）", kBuilding, kStateFirm, kTown},
    {"平川县第五幼儿园", kBuilding, kState, kSchools},
    {"东风渠续建配套与节水改造", kWater, kState, kWaterBoard},
    {"平川县职业教育中心实训楼", kBuilding, kState, kSchools},
    {"人民路人行道提升工程", kCity, kState, kHousing},
    {"平川县聚贤楼餐饮有限公司", "用人单位", kPrivate, kTable},
    {"平川县恒织纺织有限公司", "用人单位", kPrivate, kFactory},
    {"槐树坪桥拆除重建工程", kRoad, kState, kTraffic},
    {"安和家园三期", kBuilding, kPrivate, kHomes},
    {"平川县中医院康复楼", kBuilding, kState, kHealth},
    {"高新产业园标准化厂房（二标段）", kBuilding, kStateFirm, kTown},
    {"三岔河小流域综合治理", kWater, kState, kWaterBoard},
    {"老旧小区改造（城西片区）", kCity, kState, kHousing},
    {"古槐镇污水管网延伸工程", kCity, kState, kHousing},
    {"乡道古石线路面改造", kRoad, kState, kTraffic},
    {"平川县第二中学综合楼", kBuilding, kState, kSchools},
    {"河东物流园综合服务中心", kBuilding, kPrivate, kLogistics},
    {"城南污水处理厂提标改造", kCity, kStateFirm, kTown},
    {"柳河灌区节水改造第二标段", kWater, kState, kWaterBoard},
    {"锦园小区三期", kBuilding, kPrivate, kGarden},
    {"石佛乡卫生院迁建", kBuilding, kState, kHealth},
    {"国道绕城段绿化与排水工程", kRoad, kState, kTraffic},
    {"平川县体育馆维修改造", kBuilding, kState, kHousing},
    {"青石桥加固工程", kRoad, kState, kTraffic},
    {"安和家园二期", kBuilding, kPrivate, kHomes},
    {"柳河水库除险加固", kWater, kState, kWaterBoard},
    {"平川县第三小学教学楼加固", kBuilding, kState, kSchools},
    {"城北集中供热管网工程", kCity, kStateFirm, kTown},
    {"锦园商业中心", kBuilding, kPrivate, kGarden},
    {"古槐镇中心小学食堂", kBuilding, kState, kSchools},
    {"县道石古线安防工程", kRoad, kState, kTraffic},
    {"平川县疾控中心实验楼", kBuilding, kState, kHealth},
    {"农村饮水安全巩固提升（东片）", kWater, kState, kWaterBoard},
    {"河东物流园二号仓库", kBuilding, kPrivate, kLogistics},
    {"公共租赁住房（惠民苑）", kBuilding, kStateFirm, kTown},
    {"南湖公园改造工程", kCity, kState, kHousing},
    {"平川县特殊教育学校", kBuilding, kState, kSchools},
    {"乡道柳石线拓宽工程", kRoad, kState, kTraffic},
    {"恒织纺织二期厂房", kBuilding, kPrivate, kFactory},
    {"高标准农田渠系工程（北片）", kWater, kState, kWaterBoard},
    {"平川县养老服务中心", kBuilding, kState, kHousing},
    {"城东客运站迁建", kBuilding, kStateFirm, kTown},
    {"石佛乡初级中学操场与看台", kBuilding, kState, kSchools},
    {"东环路跨线桥工程", kRoad, kState, kTraffic},
    {"平川县殡仪馆改扩建", kBuilding, kState, kHousing},
    {"县城停车设施建设", kCity, kStateFirm, kTown},
    {"古槐镇棚户区改造安置房", kBuilding, kStateFirm, kTown},
    {"三岔河生态护岸工程", kWater, kState, kWaterBoard},
}};

constexpr std::array<std::string_view, 14> kContractors{
    "云泽砺川建设集团有限公司", "云泽第三建筑工程有限公司", "平川广厦建筑工程有限公司",
    "云泽通衢路桥工程有限公司", "平川长堤水利工程有限公司", "云泽宏基市政工程有限公司",
    "平川正和建设有限公司",     "云泽安筑建工集团有限公司", "平川县诚建建筑有限公司",
    "云泽北辰建设工程有限公司", "平川鼎立工程有限公司",     "云泽瑞泰建筑安装有限公司",
    "平川同筑建设有限公司",     "云泽江岳建设有限公司"};

constexpr std::array<std::string_view, 18> kSubcontractors{
    "平川禾石建筑劳务有限公司", "平川众力建筑劳务有限公司", "云泽顺达建筑劳务有限公司",
    "平川恒信建筑劳务有限公司", "云泽立群建筑劳务有限公司", "平川金匠建筑劳务有限公司",
    "云泽川汇建筑劳务有限公司", "平川同心建筑劳务有限公司", "平川勤工建筑劳务有限公司",
    "云泽大岭建筑劳务有限公司", "平川远山建筑劳务有限公司", "云泽万和建筑劳务有限公司",
    "云泽固安防水工程有限公司", "平川明电机电安装有限公司", "云泽宏塔钢结构有限公司",
    "平川雅居装饰工程有限公司", "云泽绿野园林工程有限公司", "平川卓越地基基础有限公司"};

constexpr std::array<std::string_view, 4> kSupervisors{
    "云泽公正工程监理有限公司", "平川县建信监理有限公司", "云泽明鉴项目管理有限公司",
    "云泽方圆工程咨询有限公司"};

// Each kind of firm has its own run of serials, and each round of sixty projects its own branches.
Firm firm(int kind, std::span<const std::string_view> names, int choice, int project) {
  const int count = static_cast<int>(names.size());
  const int at = choice % count;
  const int round = project / kPlaces;
  const auto serial = static_cast<std::uint64_t>(kind + 4 * (at + 20 * round) + 1);
  std::string name(names[static_cast<std::size_t>(at)]);
  if (round > 0) name += fmt::format("第{}分公司", round + 1);
  return {std::move(name), credit_code("91", serial), firm_account(kind, serial)};
}

const Place& place_of(int project) {
  return kList[static_cast<std::size_t>(project % kPlaces)];
}

}  // namespace

const std::array<Place, kPlaces>& places() {
  return kList;
}

std::string project_name(int project) {
  const std::string_view name = place_of(project).name;
  if (project < kPlaces) return std::string(name);
  return fmt::format("{}（第{}批）", name, project / kPlaces + 1);
}

Firm owner_of(int project) {
  const std::string_view name = place_of(project).owner;
  const auto* first = std::ranges::find(kList, name, &Place::owner);
  const auto serial = static_cast<std::uint64_t>(first - kList.begin()) + 500000000;
  const bool is_public = name.ends_with("局");
  return {std::string(name), credit_code(is_public ? "11" : "91", serial), firm_account(4, serial)};
}

Firm general_contractor_of(int project) {
  if (place_of(project).industry == "用人单位") {
    Firm firm = owner_of(project);
    firm.name = project_name(project);
    return firm;
  }
  return firm(0, kContractors, project % kPlaces * 5, project);
}

Firm subcontractor_of(int project, int number) {
  return firm(1, kSubcontractors, project % kPlaces + number * 7, project);
}

Firm supervisor_of(int project) {
  return firm(2, kSupervisors, project % kPlaces, project);
}

}  // namespace qingxin::sample
