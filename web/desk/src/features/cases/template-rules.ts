/** What can stand in braces in a template, in the order of the list that offers them. */
export const variables = ['客户称呼', '工单号', '主题', '承诺时间', '到期时间', '客服姓名', '部门', '今天', '办理结果'];
export const variablesEn = ['customer', 'case_number', 'subject', 'promise_time', 'due_time', 'agent', 'unit', 'today', 'outcome'];

/** What was typed with the call of a template replaced by its text; where the call is gone, the text is put at the end. */
export function replaced(body: string, call: string, text: string): string {
  const at = body.lastIndexOf(call);
  return at === -1 ? `${body}${body === '' ? '' : '\n'}${text}` : body.slice(0, at) + text + body.slice(at + call.length).replace(/^ /, '');
}
