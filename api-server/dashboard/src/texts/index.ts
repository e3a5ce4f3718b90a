import { bots } from './en/bots.ts';
import { charts } from './en/charts.ts';
import { conversations } from './en/conversations.ts';
import { exports } from './en/exports.ts';
import { filters } from './en/filters.ts';
import { live } from './en/live.ts';
import { shell } from './en/shell.ts';
import { states } from './en/states.ts';

/** Every text of the page, by the part that shows it. Another language is another folder beside `en`. */
export const texts = { shell, filters, states, live, charts, bots, conversations, exports };
