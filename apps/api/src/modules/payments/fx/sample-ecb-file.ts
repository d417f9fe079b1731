/** A file in the form of the ECB's daily one, for tests. */
export const ecbFile = (body: string, day = "2026-11-19"): string => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>
		<Cube time='${day}'>
${body}
		</Cube>
	</Cube>
</gesmes:Envelope>`;

/** One line of it. */
export const ecbRate = (currency: string, rate: string): string =>
  `\t\t\t<Cube currency='${currency}' rate='${rate}'/>`;
