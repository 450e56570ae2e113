type Weighted = readonly (readonly [string, number])[]

/** Surnames by share, the common ones as in all China, with those that a town south of Changzhou has more of. */
export const surnames: Weighted = [
  ['王', 64],
  ['张', 60],
  ['陈', 50],
  ['周', 46],
  ['徐', 46],
  ['吴', 44],
  ['李', 42],
  ['蒋', 42],
  ['陆', 36],
  ['朱', 34],
  ['刘', 32],
  ['杨', 30],
  ['薛', 24],
  ['顾', 22],
  ['潘', 22],
  ['沈', 22],
  ['钱', 22],
  ['黄', 20],
  ['庄', 20],
  ['许', 20],
  ['赵', 20],
  ['孙', 20],
  ['邹', 18],
  ['吕', 16],
  ['谢', 16],
  ['高', 16],
  ['何', 16],
  ['曹', 15],
  ['恽', 14],
  ['巢', 14],
  ['谈', 14],
  ['奚', 14],
  ['史', 14],
  ['袁', 14],
  ['丁', 14],
  ['冯', 13],
  ['唐', 13],
  ['姚', 13],
  ['是', 12],
  ['秦', 12],
  ['胡', 12],
  ['贺', 12],
  ['林', 12],
  ['马', 12],
  ['章', 12],
  ['万', 11],
  ['承', 10],
  ['眭', 10],
  ['羊', 9],
  ['岳', 9],
  ['戴', 9],
  ['陶', 9],
  ['金', 9],
  ['储', 8],
  ['宋', 8],
  ['郑', 8],
  ['盛', 8],
  ['虞', 8],
  ['缪', 7],
  ['汤', 7],
  ['芮', 6],
  ['殷', 6],
  ['葛', 6],
  ['窦', 5],
  ['强', 5],
  ['郭', 5],
  ['罗', 5],
  ['梁', 4],
  ['韩', 4],
  ['邵', 4],
  ['瞿', 4],
  ['屠', 3],
  ['步', 3],
  ['糜', 2],
  ['宦', 2],
  ['欧阳', 1],
  ['诸葛', 1],
]

/** Families of 城西回民村. */
export const huiSurnames: readonly string[] = ['马', '沙', '哈', '金', '杨', '丁']

type Given = { first: string; second: string; single: string }

/** Characters of given names by the decade of birth: names tell a generation. */
export const givenNames: Readonly<Record<'male' | 'female', readonly (Given & { until: number })[]>> = {
  male: [
    {
      until: 1969,
      first: '国建志永兴锡荣金良洪正顺福祥玉文明和伯云',
      second: '平华明强生林根大兴荣良才清祥方宝余法初坤',
      single: '强军平刚忠',
    },
    {
      until: 1979,
      first: '建志晓卫海国文春伟军立永俊新亚小正东红雪',
      second: '明伟军峰东华平刚良忠新锋斌林杰洪兵春清琪',
      single: '伟军勇斌峰杰刚涛平明',
    },
    {
      until: 1989,
      first: '晓俊志海文建宇国振伟明立鹏亚春彦旭成少继',
      second: '伟峰杰磊俊东华亮飞涛鹏超波斌宇明栋敏毅辉',
      single: '磊鹏超俊亮凯伟涛勇飞',
    },
    {
      until: 2009,
      first: '子宇俊浩文嘉思天梓泽铭晨旭博奕明振逸沐景',
      second: '豪宇轩杰航鑫涵阳涛凡辰昊然睿哲恒坤奇霖尧',
      single: '鑫昊睿哲航奕翰逸岳彬',
    },
  ],
  female: [
    {
      until: 1969,
      first: '玉秀桂凤惠亚国美文雪彩兰菊琴素腊金银云锡',
      second: '芳英珍兰琴华芬娣妹凤娟萍仙珠琪秀美琼宝音',
      single: '英芳萍琴珍',
    },
    {
      until: 1979,
      first: '丽小建亚红海秋雪春晓玉文秀月惠卫云美金静',
      second: '芳红萍华琴英娟艳霞燕芬兰丽珍娅玲琳洁敏亚',
      single: '芳红萍娟霞燕玲丽静敏',
    },
    {
      until: 1989,
      first: '晓丽雅春雪燕静小文海佳亚婷玲红惠云敏秋艳',
      second: '燕婷静丽娟娜玲萍洁琳艳芳敏佳霞莉雯丹蕾红',
      single: '婷静娜燕敏洁莉丹琳娟',
    },
    {
      until: 2009,
      first: '雨思梦欣嘉佳雅诗子文婉若语心怡晨梓安书可',
      second: '婷怡雯涵欣怡琪萱彤妍琳瑶晗玥宁蕊悦颖昕雅',
      single: '婷怡雯颖欣悦琪萱妍昕',
    },
  ],
}

/** Names with rare characters, some outside the basic plane: they have to sort, search and print. */
export const rareNames: readonly { surname: string; given: string; sex: 'male' | 'female' }[] = [
  { surname: '蒋', given: '𬭚', sex: 'male' },
  { surname: '周', given: '龘', sex: 'male' },
  { surname: '恽', given: '䶮文', sex: 'male' },
  { surname: '沈', given: '𫖯', sex: 'male' },
  { surname: '陆', given: '𬀩华', sex: 'male' },
  { surname: '巢', given: '㛃', sex: 'female' },
]

/** Shares of ethnic groups in per mille; the rest is Han. */
export const ethnicities: Weighted = [
  ['汉族', 962],
  ['回族', 12],
  ['苗族', 6],
  ['土家族', 6],
  ['壮族', 4],
  ['满族', 3],
  ['彝族', 3],
  ['布依族', 2],
  ['侗族', 1],
  ['朝鲜族', 1],
]

/** Parties of those who are not in the Communist Party. */
export const otherParties: Weighted = [
  ['群众', 62],
  ['无党派人士', 8],
  ['民建会员', 8],
  ['民盟盟员', 6],
  ['民进会员', 5],
  ['农工党党员', 4],
  ['九三学社社员', 4],
  ['民革党员', 2],
  ['致公党党员', 1],
]

/** Two halves of an invented company's name. */
export const brandHalves = {
  first: '恒泽瑞晟启凌诺禾森博毅沃宏铭锐',
  second: '驰源拓川麟越岱衡朗淼屹澜垚栎霆',
} as const
export const trades: readonly string[] = [
  '机械',
  '电机',
  '纺织',
  '地板',
  '模具',
  '新材料',
  '电子',
  '塑业',
  '五金',
  '车辆配件',
  '轴承',
  '照明',
]
