import antd from 'antd/locale/en_GB';
import 'dayjs/locale/en-gb';
import { namespaces } from './texts';

export const texts = namespaces(import.meta.glob('../**/locale/en.json', { eager: true, import: 'default' }));
export const kit = antd;
export const dates = 'en-gb';
