import { comparable } from "./passwords.ts";

/** True for a password that guessers try first, in any mixture of capitals. */
export const isCommonPassword = (password: string): boolean => common.has(comparable(password).toLowerCase());

// The most frequent ones of eight and more characters in published leaks; shorter ones are refused by their length.
const common: ReadonlySet<string> = new Set(
  `
  password password1 password12 password123 password1234 password12345 password123456 password! password1!
  password01 password2 password3 password7 password9 password0 passw0rd p@ssw0rd p@ssword pa$$word pa55word
  passw0rd1 passw0rd! p@ssw0rd1 p@ssw0rd123 p@ssword1 p@$$w0rd p4ssw0rd passwort passwort1 passwort123
  passord1 passord123 mypassword newpassword password99 password11 password21 password22 password69
  12345678 123456789 1234567890 12345678910 123456789a 123456789q 1234567891 12345678a 12345678q 0123456789
  0987654321 987654321 9876543210 87654321 11111111 111111111 1111111111 00000000 000000000 0000000000
  22222222 33333333 44444444 55555555 66666666 77777777 88888888 99999999 999999999 12121212 1212121212
  11223344 1122334455 112233445566 12341234 123412345 123123123 123123123a 12344321 1234554321 123454321
  147258369 159357456 147852369 789456123 741852963 963852741 123654789 321654987 13131313 14141414
  10203040 1020304050 102030405060 20202020 23232323 25252525 69696969 88888888a 12345qwert 12345abc
  123456abc 123456abcd 1234567a 1234567q 1234abcd 1234qwer 123qweasd 123qweasdzxc 123qwe123 123456qwerty
  123456qwe 12qwaszx 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qaz@wsx !qaz2wsx
  1a2b3c4d 1a2s3d4f q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qazwsxedc qazwsx123 qaz123wsx zaq12wsx zaq1zaq1 zaq1xsw2
  qwertyui qwertyuiop qwertyuiop123 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyu1 qwerty77
  qwertz123 qwertzui qwertzuiop azertyui azertyuiop azerty123 qweasdzxc qweasd123 qwe123qwe qweqweqwe
  asdfghjk asdfghjkl asdfasdf asdf1234 asdfqwer asd123asd asdasdasd asdfgh123 zxcvbnm1 zxcvbnm123 zxcvbnm,
  zxcvzxcv abcd1234 abcdefgh abcdefghi abcdefg1 abcde12345 abc12345 abc123456 abc123abc aa123456 aa12345678
  a1234567 a12345678 a123456789 a1b2c3d4 a1b2c3d4e5 aaaaaaaa aaaaaaaaa aaaaaaaaaa aaaa1111 qqqqqqqq zzzzzzzz
  xxxxxxxx iloveyou iloveyou1 iloveyou2 iloveyou! iloveyou123 iloveyou12 ilovegod iloveme1 ilovemyself
  lovelove loveyou1 princess princess1 princess12 sunshine sunshine1 sunshine123 football football1 football12
  baseball baseball1 basketball softball volleyball superman superman1 superman123 batman123 spiderman
  spiderman1 starwars starwars1 pokemon1 pokemon123 naruto123 minecraft minecraft1 welcome1 welcome12 welcome123
  welcome1! welcome@123 trustno1 letmein1 letmein123 letmein! changeme changeme1 changeme123 whatever whatever1
  michelle jennifer jessica1 michael1 michael123 jonathan charlie1 charlie123 christian christopher alexander
  alexandra elizabeth samantha stephanie nicholas victoria veronica anthony1 danielle ashley12 jordan23 jordan123
  liverpool liverpool1 chelsea1 chelsea123 arsenal1 arsenal123 barcelona realmadrid manchester rangers1
  computer computer1 internet internet1 samsung1 samsung123 microsoft google123 facebook facebook1 linkedin
  blink182 metallica slipknot nirvana1 butterfly butterfly1 babygirl babygirl1 chocolate chocolate1 cheese123
  hello123 hello1234 hello12345 hellohello helloworld test1234 test12345 testtest testing1 testing123 tester123
  admin123 admin1234 admin12345 admin@123 administrator root1234 rootroot default1 secret123 secret12 supersecret
  master123 master12 dragon123 dragon12 monkey123 monkey12 shadow123 shadow12 killer123 hunter123 hunter22
  freedom1 freedom123 forever1 forever21 friends1 flower123 jesus123 jesuschrist godisgood blessed1 corvette
  mercedes mustang1 porsche911 harley123 yamaha123 november september december february januar123 summer2023
  summer2024 summer2025 winter2024 winter2025 spring2025 autumn2025 summer123 winter123 access14 mountain
  bigdaddy rainbow1 snoopy123 tinkerbell peanut123 pass1234 pass12345 pass123456 passpass login123 user1234
  qwer1234 qwer4321 rewq4321 4rfv5tgb 1234567890a 1234567890q 12345678900 123321123 123456123 1233211234
  `
    .trim()
    .split(/\s+/),
);
