/** What is said at the meetings that hand the suggestions of a session over to the units (交办会). */
export const meetingWords = {
  place: '区行政中心二楼报告厅',
  note: '请各承办单位分管负责人和联络员参加，现场核对清单并签收。',
  minutes:
    '会议由区人大常委会代表工委主持，区政府办通报了上年度办理情况，会上集中交办本次会议期间的代表建议。会议要求：一、各承办单位三日内逐件签收，不属本单位职责的按规定时限提出改办；二、主办单位在答复前必须与领衔代表当面沟通；三、答复承诺的事项要写明时限和责任人，逐件登记、按期兑现；四、保密件由专人签收、专人承办。',
  signature: '清单已核对，件数无误。',
  coming: {
    title: (year: string): string => `${year}年第四季度闭会期间代表建议交办会`,
    place: '区人大常委会第一会议室',
    note: '请区政府办于会前完成拟办意见，未拟办的件会上不交办。',
  },
}
