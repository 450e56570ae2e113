import type { StoryState } from '../content.types.ts'

type Course = readonly [state: StoryState, count: number]

/** How the suggestions of the subjects stand today: those of the year before, and those of this year. */
export const coursesLastYear: readonly Course[] = [
  ['closed', 144],
  ['promise_kept', 22],
  ['tracking', 10],
  ['promise_overdue', 6],
  ['closed_with_dissent', 4],
  ['evaluation_expired', 8],
  ['withdrawn', 3],
  ['converted_to_letter', 3],
  ['merged', 4],
]

export const coursesThisYear: readonly Course[] = [
  ['closed', 58],
  ['promise_kept', 8],
  ['tracking', 17],
  ['promise_overdue', 3],
  ['awaiting_evaluation', 15],
  ['evaluation_expired', 3],
  ['rehandling', 6],
  ['re_replied', 4],
  ['joint_review', 3],
  ['closed_with_dissent', 2],
  ['handling', 20],
  ['overdue', 4],
  ['extension_requested', 3],
  ['extended', 3],
  ['paused', 3],
  ['split', 2],
  ['reopened', 2],
  ['return_requested', 3],
  ['reply_drafting', 6],
  ['signed_off', 5],
  ['assigned', 4],
  ['accepted', 3],
  ['submitted', 3],
  ['draft', 3],
  ['cosigning', 2],
  ['returned_for_revision', 2],
  ['merged', 2],
  ['converted_to_letter', 1],
]

/** What is said where a suggestion leaves the straight way; none says anything that only one matter could say. */
export const reasons: Partial<Record<StoryState, readonly string[]>> = {
  withdrawn: [
    '会后同单位碰了头，事情已在办，我撤回这件，免得重复交办。',
    '另一位代表提得更全，我改为附议，这件撤回。',
    '现场已经动工，没有必要再走一遍程序。',
  ],
  converted_to_letter: [
    '反映的是单户的具体困难，转为代表来信由社区直接办理，结果另行告知。',
    '属工作中的一般询问，按代表来信转单位口头答复。',
    '事项在村民自治范围内，转为来信交镇里指导。',
  ],
  returned_for_revision: ['建议里写了两件不相干的事，请拆成两件再提。', '方案只有一句话，请补充具体地段和做法。'],
  merged: ['同一地段、同一诉求，与先提的一件并案办理。', '内容相近，合并交办，代表列为附议。'],
  return_requested: [
    '该路段和设施的管护主体不属我单位，经核实权属后申请改办。',
    '所提事项的审批权限在另一部门，我单位只能会办。',
    '项目资金和实施主体均在属地，建议由属地主办。',
  ],
  extension_requested: [
    '方案已定，用地手续需等上级批复，三个月内难以办结。',
    '涉及三家产权单位的管线，正在逐家谈，申请延长。',
    '需过一个汛期才能看清效果，申请延期答复。',
  ],
  extended: [
    '招标流标一次，需重新组织，已向代表当面说明。',
    '检测报告比原定晚出一个月，代表同意等数据再答。',
    '施工要避开农忙，经代表认可后延期。',
  ],
  paused: [
    '所依据的上位规划正在修编，成果公布前无法确定走向。',
    '涉案房屋在诉讼中，判决生效前不宜处置。',
    '等待市级部门对线位的批复，期间中止计时。',
  ],
  overdue: [],
}

/** The office's conclusions where two answers have not satisfied. */
export const finalOpinions: readonly string[] = [
  '经主任会议听取双方意见，所提要求部分受条件限制，承办单位已尽职，今后纳入年度跟踪。',
  '联合调研认为两轮答复事实清楚，资金安排须待下一年度预算，代表的不同意见附卷保留。',
  '组织代表、单位和第三方现场核验，工程已达设计标准，代表对进度的保留意见如实记载。',
]

/** What is noted of the call with which most units begin. */
export const firstTalks: readonly string[] = [
  '电话向代表说明建议已交本单位承办，听取了代表最关心的两点，约定方案形成后再当面汇报。',
  '与代表通话，核对所提地点和时段，代表补充了近期的情况，已转具体经办科室。',
  '电话联系代表，介绍办理安排和经办人，代表希望先到现场看一看，双方约了时间。',
  '通话中代表说明了提出建议的起因，并推荐了两位熟悉情况的群众，经办人已记下联系方式。',
  '电话告知代表承办科室和联系人，就建议中的数据口径作了核对。',
  '与代表通电话，代表表示不急于求快，希望把办法想周全，本单位按此安排调研。',
]
