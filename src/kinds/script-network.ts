import { type Placed, programOf } from "./script-folders.ts";

const tunnels = /^(?:ngrok|cloudflared|frpc|chisel|tailscaled)$/;
const isKeyOfLogin = (path: string): boolean => path.endsWith("/.ssh/authorized_keys");

export const opensNetwork = ({ command, at, written }: Placed): boolean => {
  const program = programOf(command);
  const words = command.argv;
  const text = words.join(" ");
  // A key by which somebody logs in whom no policy of AWS knows.
  if ([...command.writes, ...command.appends].map(written).some(isKeyOfLogin)) return true;
  if (program === "tee" && words.some((word) => isKeyOfLogin(at(word)))) return true;
  if (/^ip6?tables$/.test(program)) {
    const flushed = /(?:^| )(?:-F|--flush)(?: INPUT)?$/.test(text) || /(?:-P|--policy) INPUT ACCEPT/.test(text);
    return (
      flushed ||
      (/(?:-A|-I|--append|--insert) INPUT\b/.test(text) &&
        /(?:-j|--jump) ACCEPT/.test(text) &&
        !/(?:-s|--source|-i|--in-interface|--ctstate|--state)\b/.test(text))
    );
  }
  if (program === "ufw") return words[1] === "disable";
  if (program === "systemctl") return /^(?:stop|disable|mask)$/.test(words[1] ?? "") && /firewalld|iptables/.test(text);
  if (program === "aws") return text.includes("authorize-security-group-ingress");
  if (program === "ssh") return words.some((word) => /^-[a-zA-Z]*R/.test(word));
  if (program === "socat") return /(?:TCP|OPENSSL)\d?-LISTEN:/i.test(text);
  if (program === "tailscale") return words[1] === "up";
  if (tunnels.test(program)) return true;
  return program.startsWith("jupyter") && /--(?:Notebook|Server)?(?:App\.)?ip[= ]["']?(?:0\.0\.0\.0|\*|::)/.test(text);
};

export const cutsNetwork = ({ command }: Placed): boolean => {
  const program = programOf(command);
  const text = command.argv.join(" ");
  if (/^ip6?tables$/.test(program)) {
    const drops =
      /(?:-P|--policy) OUTPUT DROP/.test(text) ||
      (/(?:-A|-I|--append|--insert) OUTPUT\b/.test(text) && /(?:-j|--jump) (?:DROP|REJECT)/.test(text));
    // To keep users from one address is no cut.
    return drops && !/(?:^| )(?:-d|--destination|--dst|--dport|-p|-m|--uid-owner)\b/.test(text);
  }
  if (program === "ip")
    return (
      /^ip (?:-\d )?(?:route|r) (?:del|delete|flush) (?:default|0\.0\.0\.0\/0)/.test(text) || /^ip link set (?:dev )?eth\d+ down/.test(text)
    );
  if (program === "route") return /\bdel\b.*\b(?:default|0\.0\.0\.0)\b/.test(text);
  if (program === "ifconfig") return /eth\d+ down/.test(text);
  return program === "nmcli" && text.includes("networking off");
};
