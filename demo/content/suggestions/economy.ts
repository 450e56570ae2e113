import type { SuggestionContent } from '../content.types.ts'

export const economySuggestions: readonly SuggestionContent[] = [
  {
    key: 'sme-receivable',
    title: '关于帮助中小企业追讨逾期货款的建议',
    category: 'economy',
    town: 'niutang',
    occupation: 'entrepreneur',
    cosigners: 4,
    cause: '货交出去了，钱一年半拿不回来。',
    grounds:
      '我厂做电机端盖，员工六十三人，账上应收款一千一百万元，其中超过一年的三百八十万。上游大厂付的是一年期商票，贴现要打掉四个点。镇里商会三十七家会员，有二十九家碰到同样的事，去年有两家因为发不出工资关门，机器都被工人堵着不让搬。',
    measures: [
      '设立拖欠账款投诉专窗，十五个工作日内答复。',
      '国企和政府采购项目带头按时付款，每季公布清欠结果。',
      '组织法律服务团，小额案件走速裁。',
    ],
    lead: 'gongxin',
    separate: [
      {
        unit: 'fayuan',
        answer: {
          class: 'A',
          text: '我院设立买卖合同纠纷速裁窗口，三十万元以下案件平均三十一天审结；对恶意拖欠的被执行人公开曝光二十六人次，执行到位金额2180万元。您登记的两起案件已于八月执行完毕。',
        },
      },
      {
        unit: 'caizheng',
        answer: {
          class: 'A',
          text: '关于政府采购和财政投资项目及时付款，我局已在国库集中支付系统中加设到期提醒，对合同约定付款日逾期十日未支付的自动预警。截至九月底，全区预算单位清理超期应付款项83笔、4260万元，余额清零；政府采购合同预付款比例提高到百分之三十。',
        },
      },
    ],
    state: 'closed',
    consultation: '邀请代表和七家企业开座谈会，逐笔登记账款，涉及国有企业的当场指定清欠责任人。',
    answeredOn: '10-14',
    answer: {
      class: 'A',
      text: '清欠专窗三月开设，受理企业投诉219件，已化解184件，清回欠款1.37亿元，其中涉国有企业投诉全部办结；贵公司登记的三百八十万元已回款三百一十二万元，余款签订分期协议。今年起，区属国企付款账期不得超过六十天，逐季公开。',
    },
    evaluation: { attitude: 'satisfied', result: 'satisfied' },
  },
  {
    key: 'skills-training',
    title: '关于推行企业新型学徒制、培养本土技能人才的建议',
    category: 'economy',
    town: 'gaoxin',
    occupation: 'technician',
    cosigners: 2,
    cause: '会开数控机床的老师傅一年比一年少，学校毕业生来了要重新学。',
    grounds:
      '我进厂二十六年，带徒三十七人，留到今天的九个。全区数控加工岗位缺口据行业协会统计三千人左右。来实习的学生理论考九十分，工件一夹就歪。企业怕培训完人走，谁也不愿先掏钱。',
    measures: [
      '企业、职校、行业协会三方签约，学徒期工资由企业付、培训费由补贴付。',
      '建一所公共实训车间，设备对外开放预约。',
      '高级工以上发放技能津贴，与职称打通。',
    ],
    lead: 'renshe',
    co: ['jiaoyu', 'gongxin', 'caizheng'],
    state: 'tracking',
    opinions: [
      { unit: 'jiaoyu', text: '两所职校新增数控、机电“订单班”六个。' },
      { unit: 'gongxin', text: '推荐二十四家骨干企业作为学徒培养基地。' },
      { unit: 'caizheng', text: '公共实训车间设备首期八百万元列入下年预算。' },
    ],
    answeredOn: '04-14',
    answer: {
      class: 'B',
      text: '我局推出“双师带徒”新型学徒项目，今年培养学徒1280人，每人补贴六千元；首席技师津贴由每月500元提高到800元，惠及273人。公共实训车间选址职教城，首期设备清单已由十一家企业共同审定，计划明年七月投用，届时对社会开放预约。',
    },
    evaluation: { attitude: 'satisfied', result: 'satisfied' },
    promise: { what: '职教城公共实训车间建成开放', dueInDays: 270 },
  },
  {
    key: 'riders-rest',
    title: '关于增设户外劳动者驿站并保证夜间开放的建议',
    category: 'economy',
    town: 'hutang',
    occupation: 'courier',
    cosigners: 1,
    cause: '驿站多半设在单位里，一到下班就关门。',
    grounds:
      '我们站点一百二十个骑手，夏天高温、冬天雨雪都在外面等单。现在地图上标着四十七个驿站，我跑了一半，有十四个晚上六点以后锁门，有六个门口写着“请勿进入办公区”。能充手机、能热饭、能上厕所，就这三样。',
    measures: [
      '在二十四小时便利店、公厕、银行自助厅增设驿站，有热水、充电、微波炉。',
      '地图上标注开放时间，骑手可打分。',
    ],
    lead: 'renshe',
    co: ['chengguan', 'shegong'],
    state: 'closed',
    opinions: [
      { unit: 'chengguan', text: '三十二座公厕管理间改成微驿站，二十四小时开放。' },
      { unit: 'shegong', text: '把骑手评价纳入驿站年度星级评定，低于三星的限期整改。' },
    ],
    answeredOn: '10-16',
    answer: {
      class: 'A',
      text: '全区新建、改造户外劳动者驿站61处，其中24小时开放43处，全部在地图标注开放时间与设施，骑手可扫码打分。六处“请勿进入”的驿站已挪牌换址。夏季投放冰柜35台。九月份骑手代表评分平均4.7分，您提出的“午间静音区”在三处试行。',
    },
    evaluation: { attitude: 'satisfied', result: 'satisfied' },
  },
  {
    key: 'gov-sms',
    title: '关于合并企业年报、社保、纳税等线上申报入口的建议',
    category: 'other',
    town: 'henglin',
    occupation: 'accountant',
    cause: '一个会计管七个平台、十四个账号。',
    grounds:
      '我给横林二十三家小厂代账。每月要分别登录税务、社保、公积金、统计、环保等平台，密码规则都不一样，有的要数字证书、有的要扫法人的脸。老板六十多岁，一年为扫脸跑我这里十多回。去年有两家因错过统计报送被列入异常，其实数据在别的平台已经填过。',
    measures: [
      '做一个企业服务总入口，一次登录即可跳转，数据能共用的不再重复填。',
      '申报期前三天统一提醒，授权经办人可代办。',
    ],
    lead: 'shuju',
    co: ['zhengwu', 'shijian', 'renshe'],
    state: 'accepted',
  },
  {
    key: 'industrial-upstairs',
    title: '关于推进老旧工业区“工业上楼”和业态腾退的建议',
    category: 'economy',
    town: 'yaoguan',
    occupation: 'entrepreneur',
    cosigners: 2,
    cause: '土地用完了，好项目落不下来，老厂房又闲着一半。',
    grounds:
      '镇上这片工业区建于2002年，亩均税收不到五万元。我公司想扩二期，要八千平方米，找了两年。隔壁三家钢结构老厂房因产权不清、消防不过关，只能当仓库。职工食堂搭在铁皮棚下面，企业谁都不愿意先出钱改。',
    measures: [
      '镇区主导组团更新，三到六层通用厂房，一层承重不低于两吨每平方米。',
      '对主动腾退的企业给予搬迁补助、优先回购。',
      '明确消防验收的分区标准。',
    ],
    lead: 'gongxin',
    co: ['zigui', 'zhujian', 'yaoguan', 'xiaofang'],
    state: 'handling',
  },
  {
    key: 'export-logistics',
    title: '关于开行高新区至港口定时货运班车的建议',
    category: 'economy',
    town: 'gaoxin',
    occupation: 'entrepreneur',
    cause: '出口小批量货拼柜难，错一班船多等一周。',
    grounds:
      '公司做工程机械零件，七成出口。单票三四个立方，凑不满柜要去上海仓库等，平均等六天。五月份因为少等到一只托盘，整批货推迟一周发运，被客户扣了1.8万美元。园区里货量小、发运急的企业少说有六十家。',
    measures: ['每周二、五各开一班拼箱卡车，政府补贴首年。', '建公共拼箱仓，通关随到随查。'],
    lead: 'shangwu',
    co: ['jiaotong', 'gaoxin'],
    state: 'assigned',
  },
  {
    key: 'loan-farm',
    title: '关于活体抵押、大棚抵押等涉农贷款进一步落地的建议',
    category: 'economy',
    town: 'luoyang',
    occupation: 'banker',
    cosigners: 1,
    cause: '农户有资产却没有抵押物，贷款卡在评估环节。',
    grounds:
      '我在支行管涉农贷款十年，申请人要贷八十万，账面上三十亩大棚值一百多万，却因没有登记不能抵押。真正放出去的五十多笔，四分之三靠亲戚担保。大棚、苗木一年一个价，没有人敢签评估字。',
    measures: ['在镇农经站建农业设施登记系统，发证可抵押。', '设农业评估专家库，风险补偿池按三七分担。'],
    lead: 'nongye',
    co: ['caizheng', 'zigui'],
    state: 'evaluation_expired',
    opinions: [
      { unit: 'caizheng', text: '涉农贷款风险补偿资金扩充至三千万元，承担不良部分的七成。' },
      { unit: 'zigui', text: '设施用地备案与设施登记数据已经互通。' },
    ],
    answeredOn: '04-09',
    answer: {
      class: 'A',
      text: '我局开通农业设施大棚登记，首批发放产权证明216份，十九户凭证获贷1430万元；组建评估专家库四十一人，报告可在五个工作日出具。活体抵押因疫病风险暂限奶牛和种猪，后续视试点情况扩大。',
    },
  },
]
