import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AdviceCode, type AdvisedDraft, adviceCodes } from './draft-advice.ts'
import { adviseDraft as adviseAt } from './suggestion.ts'

const grounds = '东升社区常住老人一千一百余人，其中独居和空巢老人二百三十多人，最近的助餐点要走二十五分钟。'
const draft = { title: '关于增设助餐点的建议', subject: '老人就餐不便', grounds, proposal: '在东升社区增设助餐点。' }
/** Of a county. */
const adviseDraft = (text: AdvisedDraft) => adviseAt(text, 3)
const advised = (proposal: string) => adviseDraft({ ...draft, proposal })

const ofTheWhole: readonly AdviceCode[] = ['several_matters', 'perhaps_several', 'no_substance']

/** Sentences as deputies write them; where no ground is named, the words are near and the matter is not. */
const labelled: [sentence: string, ground: AdviceCode | null][] = [
  ['建议由宏达建设有限公司中标，尽快开工。', 'named_bidder'],
  ['建议直接交给县水利工程公司承建。', 'named_bidder'],
  ['请教育局指定鑫源食品厂作为学生奶供应商。', 'named_bidder'],
  ['建议依法公开招标，由具备资质的公司承建。', null],
  ['宏达建设公司应当中标该工程。', 'named_bidder'],
  ['该标段理由充分，县建筑公司理应承揽。', 'named_bidder'],
  ['建议支持本县宏达建设公司中标。', 'named_bidder'],
  ['中标公司应当按期开工。', null],
  ['施工企业应当在中标后十日内进场。', null],
  ['建筑企业应当承担渣土清运责任。', null],
  ['具备资质的本地企业应当可以承揽小型工程。', null],
  ['采购中不得指定供应商，杜绝内定中标单位。', null],
  ['督促中标企业按合同加快施工。', null],
  ['污水管网由县水务局负责建设。', null],
  ['我公司研发的智慧路灯已获专利，建议在全县推广。', 'product_promotion'],
  ['建议各学校统一使用蓝天牌净水器。', 'product_promotion'],
  ['建议医院采购我司的监护设备。', 'product_promotion'],
  ['该净化剂厂家直销，欢迎订购。', 'product_promotion'],
  ['推广本地水蜜桃，打响区域公用品牌。', null],
  ['建议更换老旧门牌和路牌，统一使用反光站牌设备。', null],
  ['我公司门前道路积水严重，员工出行困难。', null],
  ['现将村民李某的来信转上，请予处理。', 'passed_on_letter'],
  ['受群众委托代转请求书一份。', 'passed_on_letter'],
  ['附上居民来信，来信内容如下。', 'passed_on_letter'],
  ['群众来信来访反映最多的是停车难。', null],
  ['建议建立群众来信限时转办机制。', null],
  ['建议将来信来访办理结果向社会公开。', null],
  ['建议国务院提高城乡居民基础养老金标准。', 'higher_level'],
  ['建议全国人大常委会修改《劳动合同法》。', 'higher_level'],
  ['请教育部出台统一的课后服务标准。', 'higher_level'],
  ['根据国务院办公厅印发的意见，建议制定我县实施细则。', null],
  ['建议县政府落实《安全生产法》，开展隐患排查。', null],
  ['建议积极向财政部争取资金，提高补助标准。', null],
  ['去年国家医保局调整了目录，建议县医院及时配备药品。', null],
  ['建议省财政厅提高村级组织运转经费补助标准。', 'provincial_level'],
  ['请省交通运输厅在横林增设高速公路出口。', 'provincial_level'],
  ['建议由省级层面统一制定护理员津贴标准。', 'provincial_level'],
  ['恳请江苏省人大常委会修改《江苏省物业管理条例》。', 'provincial_level'],
  ['建议修订《江苏省河道管理条例》相关条款。', 'provincial_level'],
  ['省自然资源厅应当下放宅基地审批权限。', 'provincial_level'],
  ['建议自治区人民政府提高边远乡镇教师补贴。', 'provincial_level'],
  ['请省医保局将该药纳入并调整报销比例。', 'provincial_level'],
  ['根据省政府办公厅印发的实施意见，建议制定我区方案。', null],
  ['建议积极向省财政厅争取专项资金，提高补助标准。', null],
  ['建议区政府落实《江苏省物业管理条例》，开展检查。', null],
  ['去年省交通运输厅调整了线路，建议本区及时衔接。', null],
  ['建议在省道232沿线增设路灯。', null],
  ['建议在省级开发区增设公交站。', null],
  ['请省人民医院专家每月来镇上坐诊，延长门诊时间。', null],
  ['建议申报省级文物保护单位并制定保护方案。', null],
  ['请区民政局按省定标准提高临时救助金。', null],
  ['省级以上公益林补偿标准已经提高，建议及时发放到户。', null],
  ['请区教育局按照省教育厅要求调整课后服务时间。', null],
  ['建议配合省生态环境厅督察，制定销号清单。', null],
  ['建议省去重复填表的环节，统一由村里代办。', null],
  ['请省内高校设立实习基地。', null],
  ['省交通运输厅新建的连接线通车后，镇区车流明显增加。', null],
  ['现实名举报某局长违规审批。', 'accusation'],
  ['检举该所所长收受礼金。', 'accusation'],
  ['我们控告开发商侵占绿地。', 'accusation'],
  ['某局长受贿一事应当查处。', 'accusation'],
  ['在工地围挡上公布举报电话。', null],
  ['完善举报奖励制度，鼓励居民举报乱倒垃圾。', null],
  ['开通12345热线，受理投诉举报。', null],
  ['举报热线应当二十四小时有人接听。', null],
  ['开展预防职务犯罪警示教育，防范贪污受贿。', null],
  ['法院一审判决不公，请予纠正。', 'lawsuit'],
  ['本人的工资待遇一直没有解决。', 'personal_matter'],
  ['建议参照涉密文件执行。', 'secret_matter'],
  ['一、增设站点；二、延长班次；三、公开时刻表。', null],
  ['（一）摸清底数\n（二）落实经费\n（三）加强监督', null],
  ['要求给我的公司中标。', 'named_bidder'],
  ['请把这项工程让本人朋友的工程队承包。', 'named_bidder'],
  ['不得让领导干部的亲属承包工程。', null],
  ['解决我家孩子上学问题。', 'personal_matter'],
  ['请为我爱人安排教师编制。', 'personal_matter'],
  ['请解决我家宅基地纠纷。', 'personal_matter'],
  ['让我们的孩子就近入学，增设学位三百个。', null],
  ['我家门口的东升路坑洼不平，请铺设沥青。', null],
  ['我家乡的河道淤积，建议每年清淤一次。', null],
  ['本文拟从善治理论的视角讨论基层治理现代化。', 'academic'],
  ['对共同富裕的概念界定学界尚有争论。', 'academic'],
  ['笔者认为应当重构数字政府的研究范式。', 'academic'],
  ['将文化馆学术报告厅向居民开放，每月办两场讲座。', null],
  ['本文化站每周开放不足两天，建议延长到五天。', null],
  ['组织理论学习和宣讲进社区，每季度一次。', null],
  ['希望有关部门高度重视，切实加强管理，进一步做好工作。', 'no_substance'],
  ['一、提高认识。二、加大投入。三、落实责任，形成合力。', 'no_substance'],
  ['请相关部门尽快采取有效措施，解决群众的问题。', 'no_substance'],
  ['加强东升路夜间巡查。', null],
  ['请尽快修好三号桥。', null],
  ['加大对困难老人的餐补，每餐补三元。', null],
  ['一是翻修镇东公路；二是给镇小学增加学位；三是清淤村前河道。', 'perhaps_several'],
  ['第一，延长夜班公交，方便下班；第二，卫生院增设夜间门诊；第三，村口增加治安巡逻。', 'perhaps_several'],
  ['一是挖潜增设停车位；二是开放学校停车场；三是加强停车管理。', null],
  ['一是增设助餐点；二是送餐上门；三是公示菜品；四是补贴餐费；五是培训厨师。', null],
  ['一是实行错峰放学；二是开放地下车库接送；三是整治校门口乱停车。', null],
  ['一是疏通排水管；二是清理淤泥；三是设置水位标尺，防止河道漫堤。', null],
  ['一是加密公交班次；二是施划停车泊位。', null],
  ['一、修建公路\n二、新建小学\n三、公交\n四、治安', 'several_matters'],
  ['一、修建公路 二、新建小学 三、公交 四、治安', 'several_matters'],
  ['一、增设公交站；二、加强治安巡逻；三、规范路边停车。', null],
  ['一、关于修路的建议\n二、关于增设学位的建议', 'several_matters'],
  ['（一）关于增设公交站\n道路偏远。\n（二）关于整治河道\n水质变差。', 'several_matters'],
]

describe('live advice on a draft', () => {
  test.each(labelled)('%s', (sentence, ground) => {
    expect(advised(sentence)).toEqual(ground === null ? [] : [ground])
  })

  test('what is for the province is no advice to its own deputies, for whom the nation is above as well', () => {
    const [provincial, national] = ['建议省财政厅提高补助标准。', '建议国务院提高补助标准。']
    for (const level of [2, 3, 4, 5] as const)
      expect(adviseAt({ ...draft, proposal: provincial }, level)).toEqual(['provincial_level'])
    expect(adviseAt({ ...draft, proposal: provincial }, 1)).toEqual([])
    expect(adviseAt({ ...draft, proposal: national }, 1)).toEqual(['higher_level'])
  })

  test('a title or a matter that is numbered names several', () => {
    expect(adviseDraft({ ...draft, subject: '一、修路；二、增设学位；三、整治河道' })).toContain('several_matters')
    expect(adviseDraft({ ...draft, subject: '（一）修路（二）增设学位' })).toContain('several_matters')
    expect(adviseDraft({ ...draft, title: '修路和建学校以及增加公交' })).toEqual(['several_matters'])
    expect(adviseDraft({ ...draft, subject: '停车难、养老难、看病难三个问题' })).toEqual(['several_matters'])
    for (const title of [
      '关于增设站点、延长班次和优化公交线路的建议',
      '关于推进医疗和养老服务结合的建议',
      '关于建设学校和医院周边停车场的建议',
      '关于缓解入园难、入学难的建议',
      '关于破解老旧小区停车难、充电难、通行难的建议',
      '关于加强和改进社区养老服务的建议',
    ]) {
      expect(adviseDraft({ ...draft, title })).toEqual([])
    }
    expect(adviseDraft({ ...draft, subject: '十一、二月份集中出现的拥堵' })).toEqual([])
  })

  test('grounds of a few words are asked for more, none yet are not', () => {
    expect(adviseDraft({ ...draft, grounds: '路不好走。' })).toEqual(['too_short'])
    expect(adviseDraft({ ...draft, grounds: '  ' })).toEqual([])
  })

  test('a ground that is read in one clause is read wherever the clause stands, and excused by no other clause', () => {
    const positives = labelled.filter(([, ground]) => ground !== null && !ofTheWhole.includes(ground))
    const harmless = labelled.filter(([, ground]) => ground === null)
    fc.assert(
      fc.property(
        fc.constantFrom(...positives),
        fc.array(fc.constantFrom(...harmless), { maxLength: 3 }),
        fc.constantFrom('title', 'subject', 'grounds', 'proposal'),
        ([sentence, ground], others, part) => {
          const text = [...others.map(([one]) => one), sentence].join('\n')
          expect(adviseDraft({ ...draft, grounds, [part]: text })).toContain(ground)
        },
      ),
    )
  })

  test('advice is a part of the known grounds in their order, for any text whatever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, other) => {
        const advice = adviseDraft({ title: text, subject: other, grounds: text + other, proposal: text })
        expect(advice).toEqual(adviceCodes.filter((code) => advice.includes(code)))
      }),
    )
  })
})
