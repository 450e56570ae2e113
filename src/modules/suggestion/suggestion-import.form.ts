import { choice, code, date, type RosterForm, text } from '#modules/roster/index.ts'
import { categoryWords, gradeWords, importedStates, stateWords } from './import-values.ts'
import { replyClasses } from './suggestion.ts'

/** The list of suggestions that an office has kept; headings and words are part of the file format. */
export const suggestionForm: RosterForm = {
  title: '代表建议台账',
  notes: [
    '一行一件建议。分办的，各单位填入“分办单位”，不填主办单位；答复和评价各单位相同的可以导入，不同的请在平台中录入后交办。',
    '答复中承诺的事项、延期和停表的记录不导入。期限从交办日期起算；原已批准延期的在办件，请由承办单位在平台中重新申请延期。',
    '保密的建议不导入，请在平台中录入，并指定可以查阅的人员。',
    '导入前先核对预览；提请写入后，由另一名工作人员批准才写入。带有评价的，写入后计入满意率。',
  ],
  headedBy: ['caseNumber', 'caseTitle', 'lead'],
  // 案据 and 方案 are whole texts
  cellCharactersMax: 6500,
  columns: [
    code('caseNumber', ['编号', '建议编号', '建议号', '文号', '案号'], '武人建〔2025〕17号', 22),
    text('caseTitle', ['标题', '建议标题', '题目', '案名', '建议名称'], '关于增设老年助餐点的建议', 36),
    text('subject', ['案由'], '', 24),
    text('grounds', ['案据'], '', 36),
    text('proposal', ['方案', '建议方案'], '', 36),
    text('body', ['正文', '建议正文', '建议内容', '内容'], '案由：……案据：……方案：……', 36),
    text('lead', ['领衔代表', '领衔人', '提出代表', '提出人', '代表姓名'], '沈秋萍', 12),
    code('leadNumber', ['代表证号', '领衔代表证号', '代表编号', '代表证编号'], '320412-001'),
    text('cosigners', ['联名代表', '联名人', '附议代表', '附议人'], '蒋国梁、顾雅琴(320412-003)', 24),
    text('session', ['届次/会议', '届次会议', '会议', '届次', '提出会议'], '第十八届第四次会议', 22),
    choice('category', ['类别', '建议类别', '分类'], Object.keys(categoryWords), '民政社保'),
    date('submittedOn', ['提出日期', '提交日期', '收到日期'], '2025-01-08'),
    date('assignedOn', ['交办日期', '交办时间'], '2025-02-10'),
    text('leadUnit', ['主办单位', '承办单位', '主办'], '武进区民政局', 20),
    text('separateUnits', ['分办单位', '分别办理单位', '分办'], '武进区教育局、武进区公安局', 20),
    text('coUnits', ['会办单位', '协办单位', '会办'], '武进区卫生健康局', 20),
    date('answeredOn', ['答复日期', '答复时间'], '2025-04-28'),
    choice('replyClass', ['答复分类', '办理结果分类', '答复类别'], replyClasses, 'A'),
    text('answer', ['答复内容', '答复正文'], '', 36),
    choice('attitude', ['办理态度', '态度评价', '评价(态度)', '态度'], gradeWords, '满意'),
    choice('result', ['办理结果', '结果评价', '评价(结果)', '满意度', '评价'], gradeWords, '满意'),
    text('opinion', ['评价意见', '不满意原因'], '', 24),
    date('evaluatedOn', ['评价日期'], '2025-05-10'),
    date('closedOn', ['办结日期'], '2025-05-10'),
    choice('confidential', ['是否保密', '保密'], ['是', '否'], '否'),
    choice('publication', ['是否同意公开', '同意公开'], ['是', '否'], '是'),
    choice(
      'state',
      ['状态', '办理状态', '当前状态'],
      importedStates.map((state) => stateWords[state][0]),
      '已办结',
    ),
  ],
}
