import type { MotionContent } from './congress.types.ts'

/** Put before the district's congress: ten sponsors each. */
export const districtMotions: readonly MotionContent[] = [
  {
    key: 'm-lake-shore',
    title: '关于加强滆湖岸线保护、分年恢复湖滨湿地的议案',
    category: 'environment',
    town: 'jiaze',
    occupation: 'flower_grower',
    yearsAgo: 1,
    confirmed: 13,
    declined: 1,
    subject: '退渔还湖之后岸线空了出来，怎么管、谁来管，还没有一个管得住的办法。',
    grounds:
      '围网拆了，鱼塘退了，湖边一下多出几千亩滩地。有的地段种上了芦苇，有的地段三个月就堆起了建筑垃圾，也有人悄悄插杆围养。湖长、镇里、开发平台各管一段，遇事先问是不是自己那一段。岸线一旦再被占，退出来的代价就白付了，需要本级人民代表大会作出决定，把岸线管护和湿地恢复定成一件要年年报账的事。',
    proposal:
      '1. 划定滆湖武进段岸线保护范围，向社会公布界桩和图。\n2. 制定五年湿地恢复计划，逐年列入预算并报告进度。\n3. 明确一个单位牵头管护，沿湖各镇按段负责。',
    end: { state: 'voted', votes: { votesFor: 271, against: 3, abstained: 9 } },
  },
  {
    key: 'm-farmland',
    title: '关于建立高标准农田建后管护长效机制的议案',
    category: 'agriculture',
    town: 'qianhuang',
    occupation: 'farmer',
    yearsAgo: 1,
    confirmed: 10,
    subject: '高标准农田建得快、坏得也快，建完以后没有人修、没有钱修。',
    grounds:
      '全区建成的高标准农田已占耕地大半，泵站、渠道、机耕路都是新的，可是交到村里的只有一张移交单。闸门锈死、渠道塌方、泵房门锁被撬，报到镇里说等项目，报到区里说已移交。种田的人等不起，一季水误了就是一年的收成。',
    proposal:
      '1. 按亩列管护经费，区、镇、村分担。\n2. 每个灌区定一名管水员，工资有着落。\n3. 每年汛前由人大代表参加一次巡查。',
    end: {
      state: 'concluded',
      committee: 'nongcun',
      report:
        '我委会同区农业农村局、水利局和六个镇的代表作了专题调研，实地查看泵站二十三座、渠道四十一公里。议案所提问题属实，管护主体不清和经费无着是主要原因。区政府已出台管护办法，按每亩三十五元安排经费，管水员由镇统一聘用。议案提出的三项要求均已有相应安排，建议不再列入大会议程，由我委跟踪检查。',
      reason: '经主席团审议，同意农业农村工委的审议结果报告，议案所提事项已有制度安排，交由工委跟踪监督。',
    },
  },
  {
    key: 'm-home-care',
    title: '关于推进居家社区养老服务全覆盖的议案',
    category: 'civil_affairs',
    town: 'hutang',
    occupation: 'community_secretary',
    confirmed: 14,
    declined: 2,
    subject: '老人多在家里养老，服务却多在机构里，家门口这一段是空的。',
    grounds:
      '全区六十岁以上的户籍人口已接近三成，九成以上愿意住在自己家里。助餐、助浴、上门护理各有各的点，标准不一，远郊的村子一样也没有。代表们连续三年提了二十几件建议，办成的都是一个点、一条街，需要一个覆盖全区的安排和一笔稳得住的钱。',
    proposal:
      '1. 以镇（街道）为单位建设区域养老服务中心，两年内全部建成。\n2. 居家上门服务项目和价格由区里统一公布。\n3. 养老服务经费单列预算，每年向人大常委会报告使用情况。',
    end: { state: 'voted', votes: { votesFor: 283, against: 1, abstained: 4 } },
  },
  {
    key: 'm-pipes',
    title: '关于加快老旧供排水管网更新改造的议案',
    category: 'construction',
    town: 'dingyan',
    occupation: 'engineer',
    confirmed: 11,
    subject: '老管网年年爆、年年挖，修一处漏一处，没有一本总账。',
    grounds:
      '老城区的供水管有一半用了三十年以上，去年爆管一百多次，最长停水十九个小时；雨污混接的地方一下大雨井盖就冒水。管线分属五家单位，图纸对不上，前一家刚铺完路，后一家又来开挖。这已不是一个部门一年能办完的事。',
    proposal:
      '1. 两年内完成地下管线普查，一张图共用。\n2. 编制更新改造十年规划，先老城、后镇区。\n3. 同一路段管线改造必须合并开挖。',
    end: { state: 'referred_to_committee', committee: 'chengjianhuanbao' },
  },
  {
    key: 'm-childcare',
    title: '关于支持普惠托育服务发展的议案',
    category: 'education',
    town: 'gaoxin',
    occupation: 'kindergarten_head',
    confirmed: 12,
    declined: 1,
    subject: '三岁以下的孩子没有地方托，年轻父母只好请老人来，或者辞掉工作。',
    grounds:
      '高新区双职工家庭多，外地来的年轻人多，三岁以下入托率不到一成。民办托育点一个月三四千元，工人家庭用不起；公办幼儿园愿意办托班，人员编制和收费却没有依据。代表走访的六十户家庭里，有二十二位母亲因为孩子没人带而停了工作。',
    proposal:
      '1. 公办幼儿园托班的编制、收费由区里明确。\n2. 企业、园区办托给予场地和运行补助。\n3. 托育机构安全和卫生检查结果按季公开。',
    end: {
      state: 'committee_report',
      committee: 'jiaokewenwei',
      report:
        '我委成立调研组，走访托育机构十九家、企业八家，召开家长座谈会四场。调研认为议案所提事项符合实际，区政府有关部门对托班编制和收费已形成初步意见，但补助标准尚未确定，企业办托的消防条件也需要部门协调。建议督促区政府在明年一季度前拿出实施方案，视方案情况再提请决定是否列入下次会议议程。',
    },
  },
  {
    key: 'm-hospital-parking',
    title: '关于缓解区级医院周边停车难的议案',
    category: 'transport',
    town: 'hutang',
    occupation: 'doctor',
    confirmed: 10,
    subject: '',
    grounds: '',
    proposal: '',
    end: {
      state: 'converted_to_suggestion',
      by: 'decided',
      reason: '所提事项属区人民政府日常管理职责，经主席团会议审议，不列入大会议程，作为代表建议交有关单位研究办理。',
      story: 'parking-hospital',
    },
  },
  {
    key: 'm-rural-meals',
    title: '关于农村助餐采取“邻里代炊”方式的议案',
    category: 'civil_affairs',
    town: 'henglin',
    occupation: 'volunteer_leader',
    confirmed: 6,
    declined: 2,
    subject: '',
    grounds: '',
    proposal: '',
    end: {
      state: 'converted_to_suggestion',
      by: 'lead',
      reason: '',
      story: 'meals-rural-henglin',
    },
  },
  {
    key: 'm-bus-company',
    title: '关于整合镇村公交线路和票价的议案',
    category: 'transport',
    town: 'huangli',
    occupation: 'bus_driver',
    confirmed: 4,
    subject: '三家公司跑三张网，换一次车买一次票。',
    grounds:
      '从湟里到区里看病，要换两次车，三家公司的卡互不相认，老人优惠也只认其中一家。线路有的重叠、有的空白，晚上六点以后二十多个村没有车。代表们原想请大会作个决定，把镇村公交并成一张网。',
    proposal: '1. 统一票价和换乘优惠。\n2. 由一家公司运营镇村线路。',
    end: {
      state: 'withdrawn',
      consented: false,
      reason: '会前得知区里已启动公交整合，方案正在征求意见，先参加座谈，本案撤回。',
    },
  },
  {
    key: 'm-noise-hours',
    title: '关于明确建筑工地夜间施工时限的议案',
    category: 'environment',
    town: 'gaoxin',
    occupation: 'technician',
    confirmed: 9,
    declined: 1,
    subject: '工地夜里几点必须停，各有各的说法。',
    grounds:
      '夜间浇筑可以申请许可，一张许可证用上一个星期的也有。居民打电话，回答是“有证”；问几点停，回答是“打完为止”。中考高考期间管一管，过后照旧。需要一个全区统一的时限和公示办法。',
    proposal: '1. 夜间施工最晚时限由区里统一规定。\n2. 许可提前两日在小区门口公示。',
    end: {
      state: 'withdrawn',
      consented: true,
      reason: '省里刚公布的条例对夜间施工已有规定，领衔代表认为无需另行议决，申请撤回。',
    },
  },
  {
    key: 'm-old-town',
    title: '关于制定历史地段保护利用办法的议案',
    category: 'culture',
    town: 'hutang',
    occupation: 'heritage_artisan',
    confirmed: 5,
    subject: '老街有人修、有人拆，都说自己是在保护。',
    grounds:
      '老街上百年以上的房子还剩六十多间，有的屋主想修没有钱，有的修成了水泥仿古，有的干脆租出去做仓库。镇里贴过保护牌，牌子挂着，瓦片照样往下掉。保护到什么程度、谁出钱、能不能开店，都需要一个写得清楚的办法。',
    proposal: '1. 编制历史地段名录和保护图则。\n2. 修缮给予补助，用料和做法有标准。\n3. 允许在保护前提下开店、办展。',
    end: { state: 'cosigning' },
  },
  {
    key: 'm-skills',
    title: '关于推动职业学校与园区企业共建实训基地的议案',
    category: 'education',
    town: 'yaoguan',
    occupation: 'engineer',
    confirmed: 0,
    subject: '企业招不到熟手，学生学的机器已经停产。',
    grounds:
      '我带过七年徒弟，来的学生理论考得不差，站到机床前要从头教起，因为学校里的设备是十五年前的型号。企业愿意出师傅、出机器，缺的是场地和保险；学校愿意送学生，怕的是出事故没人担。这件事两头都热，中间没有人接。',
    proposal: '1. 每个园区建一处公共实训基地。\n2. 学生实训保险由区里统一购买。',
    end: { state: 'draft' },
  },
]

/** Put before the congress of a town that is in session these days: five sponsors each. */
export const townMotions: readonly MotionContent[] = [
  {
    key: 'm-t-peach-road',
    title: '关于将环山桃园生产道路列入镇实施项目的议案',
    category: 'transport',
    town: 'xueyan',
    occupation: 'fruit_grower',
    congress: 'township',
    confirmed: 6,
    subject: '桃园的路是二十年前的，收桃的车进不去、出不来。',
    grounds:
      '全镇桃园近两万亩，七月下旬一天要运出四五百吨。环山这条路最窄处三米二，两辆小货车会不过去，去年堵得最长的一次四个多钟头，一车桃子压坏三成。果农自己垫石子修了三回，一场雨又冲掉。',
    proposal: '1. 环山路分两年拓宽到五米，沿线设会车处。\n2. 列入镇人民代表大会通过的实施项目，按季公布进度。',
    end: { state: 'deliberated' },
  },
  {
    key: 'm-t-lake-parking',
    title: '关于制定太湖沿岸村庄旅游停车管理办法的议案',
    category: 'construction',
    town: 'xueyan',
    occupation: 'hotel_owner',
    congress: 'township',
    confirmed: 5,
    subject: '一到周末村道两边停满，村里人回不了家，救护车也进不来。',
    grounds:
      '沿湖七个村，节假日一天进来三千多辆车，车位只有九百个。农户把菜地铺平收停车费，五元到三十元不等，吵架的事天天有。清明那天一位老人发病，救护车停在村口，家人用门板抬出来。',
    proposal: '1. 划定统一停车场，村道设禁停线。\n2. 收费标准和分成由镇里公布。',
    end: { state: 'on_agenda' },
  },
  {
    key: 'm-t-clinic-bus',
    title: '关于开行卫生院与各村之间定时接驳车的议案',
    category: 'health',
    town: 'xueyan',
    occupation: 'village_doctor',
    congress: 'township',
    confirmed: 5,
    declined: 1,
    subject: '村里老人看病靠等顺路车，等不到就拖。',
    grounds:
      '镇卫生院今年添了两个科室，可是南片八个村到卫生院没有直达的车。我随访的高血压病人有一百二十多位，四成不能按时复查，问起来都是一句话：没有车。两位老人因为停药住了院。',
    proposal: '1. 每周二、四、六各开一班接驳车。\n2. 车辆由镇里购买服务，六十五岁以上免费。',
    end: { state: 'presidium_decision' },
  },
  {
    key: 'm-t-pool',
    title: '关于设立村级公益事业专项资金的议案',
    category: 'economy',
    town: 'xueyan',
    occupation: 'village_secretary',
    congress: 'township',
    confirmed: 4,
    subject: '村里修一盏灯、补一段沟，都要打报告等半年。',
    grounds:
      '经济薄弱的村子一年能动用的钱不到十万元，连保洁员工资都要镇里补。路灯坏了、沟塌了，报上去排队，等批下来雨季已经过了。相邻的镇设了一笔小额资金，村里议、镇里审，半个月就能办。',
    proposal: '1. 镇里每年安排二百万元，单个项目不超过五万元。\n2. 由村民代表会议决定，镇人大主席团监督使用。',
    end: { state: 'secretariat_check' },
  },
  {
    key: 'm-t-school-bridge',
    title: '关于加固通学桥梁并设置人行隔离的议案',
    category: 'transport',
    town: 'xueyan',
    occupation: 'teacher',
    congress: 'township',
    confirmed: 5,
    subject: '孩子和货车走同一座桥，中间只有一条漆线。',
    grounds:
      '中心小学门前的桥宽六米，早上七点二十到七点五十，三百多个孩子和运石料的车一起过。桥面有一道裂缝，伸得进一个指头。老师轮流在桥头拉绳子，去年冬天一位老师被车镜带倒。',
    proposal: '1. 请检测单位鉴定桥梁承载。\n2. 加做一米五宽的人行道并设硬隔离。',
    end: { state: 'submitted' },
  },
]

export const motions: readonly MotionContent[] = [...districtMotions, ...townMotions]
