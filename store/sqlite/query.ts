import { conditions } from '../shape.ts';
import type { Doc, Query, Where } from '../store.ts';
import { toColumn } from './table.ts';

const OPERATORS: Readonly<Record<string, string>> = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' };

export interface Sql {
  text: string;
  values: (string | number | null)[];
}

/** The WHERE of a query, with its values; empty without conditions. */
export function whereSql<T extends Doc>(where: Where<T> | undefined): Sql {
  const parts: string[] = [];
  const values: Sql['values'] = [];
  for (const [field, condition] of conditions(where)) {
    for (const [operator, operand] of Object.entries(condition)) {
      if (operand === undefined) continue;
      if (operator === 'in') {
        const list = operand as readonly unknown[];
        parts.push(`"${field}" IN (${list.map(() => '?').join(', ')})`);
        values.push(...list.map(toColumn));
      } else {
        parts.push(`"${field}" ${OPERATORS[operator]} ?`);
        values.push(toColumn(operand));
      }
    }
  }
  return { text: parts.join(' AND '), values };
}

/** The SELECT of a query: its order always ends in the id, so that pages neither repeat nor leave out. */
export function selectSql<T extends Doc>(table: string, query: Query<T>): Sql {
  const where = whereSql(query.where);
  const order: (readonly [string, 'asc' | 'desc'])[] = [...(query.orderBy ?? [])];
  if (!order.some(([field]) => field === 'id')) order.push(['id', order.at(-1)?.[1] ?? 'asc']);
  const after = query.after === undefined ? undefined : afterSql(order, query.after as Record<string, unknown>);
  const filters = [where.text, after?.text].filter(Boolean).join(' AND ');
  const sorted = order.map(([field, direction]) => `"${field}" ${direction}`).join(', ');
  return {
    text: `SELECT doc FROM "${table}"${filters && ` WHERE ${filters}`} ORDER BY ${sorted}${query.limit === undefined ? '' : ' LIMIT ?'}`,
    values: [...where.values, ...(after?.values ?? []), ...(query.limit === undefined ? [] : [query.limit])],
  };
}

/** Behind a document in an order: a > x, or a = x and b > y, and so on. A missing field comes before every value. */
function afterSql(order: readonly (readonly [string, 'asc' | 'desc'])[], last: Record<string, unknown>): Sql {
  const values: Sql['values'] = [];
  const alternatives = order.flatMap(([field, direction], index) => {
    const value = toColumn(last[field]);
    if (value === null && direction === 'desc') return [];
    const equal = order.slice(0, index).map(([before]) => {
      values.push(toColumn(last[before]));
      return `"${before}" IS ?`;
    });
    if (value !== null) values.push(value);
    return [`(${[...equal, beyond(field, direction, value === null)].join(' AND ')})`];
  });
  return { text: `(${alternatives.join(' OR ') || 'FALSE'})`, values };
}

function beyond(field: string, direction: 'asc' | 'desc', missing: boolean): string {
  if (missing) return `"${field}" IS NOT NULL`;
  return direction === 'asc' ? `"${field}" > ?` : `("${field}" < ? OR "${field}" IS NULL)`;
}
