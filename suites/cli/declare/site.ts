import type { Command } from 'commander'
import type { Io } from '../io.ts'
import type { To } from './shared.ts'

export function addSite(program: Command, io: Io, to: To): void {
  program
    .command('site')
    .description('Make a static site of results: servers, documents, requirements, findings, and what versions changed')
    .argument('<dir...>', 'folders with evidence, JSON reports or bundles, at any depth (.json, .json.gz)')
    .option('--out <dir>', 'folder of the site; files of an earlier site in it are replaced', 'grantcheck-site')
    .option('--title <text>', 'name of the site', 'OAuth servers for machines')
    .option('--about <file>', 'what no run can know of the servers (YAML): titles, target files, notes, reviews')
    .option('--now <day>', 'results more than 90 days older than this are marked (default: today)')
    .addHelpText('after', siteHelp)
    .action((folders, options) =>
      to(async () => (await import('../commands/site.ts')).site({ ...options, folders }, io)),
    )
}

const siteHelp = `
The pages are plain files: open index.html from the folder, or let any web server serve it. They ask for nothing elsewhere and read without scripting.

Evidence is judged again by the newest version of its profile, so that all results are by the same measure; so is the evidence in a bundle, whose
signatures "grantcheck verify" checks. A report counts unchanged.

Which server a result is of: "product" in the target file (name, version), else the folder's name:
  results/keycloak-26.7.3/rfc.json.gz          Keycloak 26.7.3
  results/keycloak-26.0.8/rfc.json.gz          another version: side by side on the same page, with what changed
  results/payments/evidence.json               without a version the day of the run tells results apart
The newest result of the same server, version and profile counts.

A file for --about:
  servers:
    keycloak:                                  # the name, as above
      title: Keycloak (Java)
      source: "Maven Central: org.keycloak:keycloak-quarkus-dist"
      target: targets/keycloak.yaml            # the configuration: copied into the site and linked
      command: npm run peers -- keycloak       # what starts it and runs the suite
      notes: [Registration needs an initial access token.]
      reviews:                                 # what people said about findings; "*" in a check stands for any text
        - { title: No challenge, checks: ["*:challenge"], judgement: true finding, says: Ticket 12., known: [] }

Examples:
  grantcheck run target.yaml --evidence results/payments-5.1/rfc.json.gz
  grantcheck site results --out public --title "Our authorization servers"

Exit codes: 0 the site is written, 2 a file or an option is wrong. The verdicts in it change no exit code.`
