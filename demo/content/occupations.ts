import type { Education, OccupationContent, OccupationGroup } from './content.types.ts'

const basic: readonly Education[] = ['初中', '高中', '中专', '大专']
const middle: readonly Education[] = ['高中', '中专', '大专', '大专', '本科']
const upper: readonly Education[] = ['大专', '本科', '本科', '本科', '硕士']
const official: readonly Education[] = ['大专', '本科', '本科', '本科', '本科', '硕士']
const learned: readonly Education[] = ['本科', '本科', '硕士', '硕士', '博士']

const occupation = (
  key: string,
  title: string,
  group: OccupationGroup,
  weight: number,
  femaleShare: number,
  partyShare: number,
  age: readonly [number, number],
  education: readonly Education[],
): OccupationContent => ({ key, title, group, weight, femaleShare, partyShare, age, education })

/** What deputies do for a living, weighted as a county's rolls are; ages are those on the day of election. */
export const occupations: readonly OccupationContent[] = [
  occupation('village_secretary', '{village}党总支书记', 'village', 90, 0.18, 1, [32, 58], middle),
  occupation('village_cadre', '{village}党总支委员', 'village', 70, 0.55, 0.75, [28, 56], middle),
  occupation('farmer', '{village}种粮大户', 'farmer', 70, 0.15, 0.35, [35, 62], basic),
  occupation('flower_grower', '{village}花木种植户', 'farmer', 26, 0.25, 0.35, [30, 60], basic),
  occupation('fruit_grower', '{village}果品种植户', 'farmer', 26, 0.25, 0.4, [32, 60], basic),
  occupation('fishery_farmer', '{village}护湖员', 'farmer', 6, 0.1, 0.3, [42, 58], basic),
  occupation('coop_head', '{brand}农业专业合作社理事长', 'farmer', 30, 0.22, 0.6, [32, 58], middle),
  occupation('agronomist', '镇农技推广站农艺师', 'professional', 14, 0.35, 0.7, [28, 56], upper),
  occupation('village_doctor', '{village}卫生室医生', 'professional', 26, 0.4, 0.5, [30, 60], middle),
  occupation('doctor', '区属医院主任医师', 'professional', 26, 0.5, 0.5, [35, 57], learned),
  occupation('nurse', '区属医院护士长', 'professional', 16, 0.97, 0.6, [30, 52], upper),
  occupation('teacher', '小学高级教师', 'professional', 34, 0.68, 0.55, [28, 55], upper),
  occupation('headteacher', '中学校长', 'professional', 18, 0.35, 0.9, [38, 57], upper),
  occupation('kindergarten_head', '中心幼儿园园长', 'professional', 14, 0.98, 0.75, [32, 53], upper),
  occupation('retired_teacher', '退休教师', 'other', 14, 0.5, 0.6, [60, 68], upper),
  occupation('community_secretary', '{village}党委书记', 'community', 56, 0.5, 1, [32, 57], upper),
  occupation('community_worker', '{village}网格员', 'community', 30, 0.68, 0.6, [25, 50], upper),
  occupation('social_worker', '社会工作服务中心社工师', 'community', 10, 0.7, 0.5, [26, 45], upper),
  occupation('volunteer_leader', '志愿者协会会长', 'community', 10, 0.55, 0.6, [35, 64], middle),
  occupation('elderly_home_head', '护理院院长', 'professional', 8, 0.6, 0.45, [34, 56], upper),
  occupation('property_manager', '物业服务公司项目经理', 'worker', 10, 0.45, 0.35, [28, 52], middle),
  occupation('entrepreneur', '{company}董事长', 'entrepreneur', 110, 0.16, 0.55, [34, 63], upper),
  occupation('private_owner', '个体工商户', 'other', 26, 0.42, 0.25, [30, 60], basic),
  occupation('shopkeeper', '杂货店店主', 'other', 10, 0.55, 0.2, [32, 62], basic),
  occupation('hotel_owner', '民宿经营者', 'other', 8, 0.55, 0.25, [30, 55], middle),
  occupation('ecommerce', '花木电商主播', 'other', 10, 0.6, 0.3, [24, 40], middle),
  occupation('worker', '{company}班组长', 'worker', 60, 0.38, 0.5, [28, 54], basic),
  occupation('technician', '{company}高级技师', 'worker', 44, 0.15, 0.55, [30, 56], middle),
  occupation('engineer', '{company}高级工程师', 'professional', 40, 0.24, 0.5, [30, 56], learned),
  occupation('accountant', '会计师事务所会计师', 'professional', 12, 0.7, 0.35, [30, 55], upper),
  occupation('lawyer', '律师事务所律师', 'professional', 12, 0.42, 0.35, [30, 55], upper),
  occupation('banker', '农商银行支行行长', 'professional', 14, 0.4, 0.75, [34, 54], upper),
  occupation('bus_driver', '公交驾驶员', 'worker', 8, 0.2, 0.45, [32, 56], basic),
  occupation('truck_driver', '货车司机', 'worker', 6, 0.08, 0.25, [30, 55], basic),
  occupation('courier', '快递员', 'worker', 8, 0.18, 0.25, [24, 42], basic),
  occupation('sanitation_worker', '环卫工人', 'worker', 8, 0.5, 0.25, [40, 58], ['初中', '高中']),
  occupation('heritage_artisan', '竹刻传承人', 'professional', 4, 0.3, 0.2, [40, 66], middle),
  occupation('opera_actor', '锡剧演员', 'professional', 4, 0.6, 0.3, [32, 56], upper),
  occupation('librarian', '图书馆馆员', 'professional', 6, 0.65, 0.55, [28, 54], upper),
  occupation('town_cadre', '镇机关干部', 'cadre', 70, 0.36, 0.97, [30, 57], official),
  occupation('town_leader', '镇领导干部', 'cadre', 40, 0.25, 1, [38, 57], official),
  occupation('district_cadre', '区级机关干部', 'cadre', 26, 0.3, 0.95, [38, 58], official),
  occupation('veteran', '{company}退役军人创业者', 'entrepreneur', 8, 0.04, 0.85, [32, 55], middle),
]
