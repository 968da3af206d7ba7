import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { sendProblem } from '../errors.ts';
import type { Api } from './api-routes.ts';

/**
 * JSON says of each value what it is: a body whose keys are closed is taken at its word. The server's own validator, made for forms
 * and addresses, would take `null` for 0, `true` for 1 and `"1e400"` for a number, and let keys through that a handler never meant.
 */
export function takeAtItsWord(api: Api): void {
  api.addHook('onRoute', (route) => {
    const body = route.schema?.body;
    if (!isClosed(body)) return;
    const shape = Compile(body);
    route.preValidation = (request, reply, done) => {
      request.body = shape.Default(request.body);
      if (shape.Check(request.body)) done();
      else sendProblem(reply, 400, firstFault(shape.Errors(request.body)));
    };
  });
}

/** @example firstFault(…) // 'body/markM must be number' */
function firstFault(faults: ReturnType<ReturnType<typeof Compile>['Errors']>): string {
  // Of a key too many both are told; only one of the two says so in words.
  const fault = faults.find(({ keyword }) => keyword !== 'boolean');
  if (!fault) return 'body does not have the shape that is described';
  const keys = fault.keyword === 'additionalProperties' ? `: ${fault.params.additionalProperties.join(', ')}` : '';
  return `body${fault.instancePath} ${fault.message}${keys}`;
}

function isClosed(body: unknown): body is TSchema {
  return (
    typeof body === 'object' && body !== null && 'additionalProperties' in body && body.additionalProperties === false
  );
}
