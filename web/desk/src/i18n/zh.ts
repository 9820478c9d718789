import antd from 'antd/locale/zh_CN';
import 'dayjs/locale/zh-cn';
import { namespaces } from './texts';

export const texts = namespaces(import.meta.glob('../**/locale/zh-CN.json', { eager: true, import: 'default' }));
export const kit = antd;
export const dates = 'zh-cn';
