import type { SuggestionContent } from '../content.types.ts'

export const justiceSuggestions: readonly SuggestionContent[] = [
  {
    key: 'court-circuit',
    title: '关于在偏远镇设巡回审判点和夜间法庭的建议',
    category: 'justice',
    town: 'xueyan',
    occupation: 'lawyer',
    cosigners: 2,
    cause: '打一场五千块钱的官司，来回跑三趟，误三天工。',
    grounds:
      '雪堰到区法院单程四十二公里。去年我在镇法律服务所登记，来咨询的邻里、工资、借贷纠纷三百多件，真正去立案的四十一件，问下来不是不想告，是误不起工。一位六十三岁的瓦工为讨七千六百元工资去了四回，光车费误工就花了一千多。',
    measures: [
      '每周二在镇设巡回审判点，能调则调、当庭能判即判。',
      '每月一晚夜间法庭，方便上班族。',
      '文书和诉讼费线上办理，由村里网格员协助。',
    ],
    lead: 'fayuan',
    co: ['sifa', 'xueyan'],
    state: 'closed',
    consultation: '院领导到雪堰镇法律服务所与代表面谈，随机翻看五十件未立案登记，逐件分析原因。',
    opinions: [
      { unit: 'sifa', text: '法律援助律师每周二同步驻点，符合条件的当场受理。' },
      { unit: 'xueyan', text: '漕桥便民中心二楼腾出法庭用房九十平方米，装修由镇负责。' },
    ],
    answeredOn: '11-03',
    answer: {
      class: 'A',
      text: '我院在雪堰设立太湖湾巡回审判点，每周二开庭，四月至十月受理案件137件，其中调解、撤诉结案102件，平均审理19天；夜间法庭每月末周五晚开庭，已办理28件。线上缴费、电子送达在四个村开通协助代办。您所提瓦工案件已督促执行到位。',
    },
    evaluation: { attitude: 'satisfied', result: 'satisfied' },
  },
  {
    key: 'dispute-mediation',
    title: '关于规范邻里防盗摄像头朝向引发隐私纠纷处理的建议',
    category: 'justice',
    town: 'lucheng',
    occupation: 'lawyer',
    cause: '装了可视门铃，对门邻居告到派出所。',
    grounds:
      '今年我做社区值班律师，经手这类纠纷二十三起，双方都有道理：装的说防贼，对门说进出全被拍。警察来了劝几句就走，物业说管不了私人设备，到法院一审大半年。芳渚社区有两家原先好得一起包粽子的邻居，为了一个镜头断交。',
    measures: [
      '社区制定公共区域安装告知和可调角度的参考做法。',
      '由社区律师、物业和邻居代表组成小小调解队，先调后诉。',
    ],
    lead: 'sifa',
    co: ['gongan', 'zhujian'],
    state: 'reply_drafting',
    opinions: [
      { unit: 'gongan', text: '派出所值班出警指引补充“先看角度、后调画面、不存储对方门口”三条。' },
      { unit: 'zhujian', text: '在物业服务合同示范文本中增加公共区域摄像装置安装约定。' },
    ],
  },
  {
    key: 'legal-youth',
    title: '关于加强涉罪未成年人观护帮教信息保密的建议',
    category: 'justice',
    town: 'hutang',
    occupation: 'social_worker',
    confidential: true,
    cause: '附条件不起诉孩子的帮教信息被同学知道，回校困难。',
    grounds:
      '近两年参与观护的二十余名孩子中，有五名因帮教人员穿制服到校、表格发错群等原因被同学认出，两名转学，一名辍学后又走上老路。孩子本可以回头，问题出在传递信息的每一道手上。',
    measures: [
      '检察、公安、司法、学校之间用编号代替姓名，资料加密流转。',
      '到校帮教一律便装，由班主任以外的固定联络人对接。',
      '泄露信息追究到人。',
    ],
    lead: 'jianchayuan',
    co: ['gongan', 'jiaoyu'],
    state: 'closed',
    opinions: [
      { unit: 'gongan', text: '已收回有关微信群，改用专网通道。' },
      { unit: 'jiaoyu', text: '每校指定一名保密联络人，已完成培训六十八人。' },
    ],
    answeredOn: '04-08',
    answer: {
      class: 'A',
      text: '我院会同公安、教育部门修订了未成年人观护帮教保密工作规定，全部案件实行代号管理；纸质材料改为专人密封交接；到校帮教以“社会实践指导”名义进行，全年三十一名被帮教对象无信息泄露，二十六名复学、复工。',
    },
    evaluation: { attitude: 'satisfied', result: 'satisfied' },
  },
  {
    key: 'supervision-village',
    title: '关于加强对村级小微工程全过程监督的建议',
    category: 'civil_affairs',
    town: 'henglin',
    occupation: 'village_cadre',
    confidential: true,
    cause: '五万元以下的小工程，发包、变更、结算随意性大。',
    grounds:
      '我在村里管账八年，小修小补一年有三四十单，总额一百二十多万，合同都是事后补的。有的工程量单写着八十方混凝土，现场只浇了五十多方。村民不敢说，写匿名信又怕查字迹。提出这条建议，恳请为本人和相关村保密。',
    measures: ['小微工程全部上平台，三家比价、完工拍照、村监会签字。', '镇按季抽查一成。'],
    lead: 'jianwei',
    co: ['nongye', 'caizheng'],
    state: 'handling',
  },
  {
    key: 'neighbour-case',
    title: '关于要求改判一起相邻采光案件的建议',
    category: 'justice',
    town: 'niutang',
    occupation: 'private_owner',
    cause: '邻居翻建房屋挡光，一审判得不合理。',
    grounds:
      '邻居翻建加高一层后，我母亲那间屋冬天见不到太阳。一审认为遮挡不到两小时，判了三万六千元，我家不服，已于上月提出上诉。村里左邻右舍都说判得轻，测量日照那天又赶上多云，我们请求重新测过。',
    measures: ['请法院重新判定遮挡时间并提高赔偿。'],
    lead: 'fayuan',
    state: 'converted_to_letter',
    reason:
      '所提事项为本人亲属正在二审审理的具体案件，依照规定不作为代表建议处理，转为代表来信，告知依法通过诉讼程序主张权利。',
  },
]
