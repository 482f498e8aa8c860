// SPDX-License-Identifier: Apache-2.0

extension ZoneRecords {
  /// The records of the zones from Africa/Abidjan on.
  static let first = """
    Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Bissau Africa/Conakry Africa/Da\
    kar Africa/Freetown Africa/Lome Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou Africa/Ti\
    mbuktu Atlantic/Reykjavik Atlantic/St_Helena Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwic\
    h GMT GMT+0 GMT-0 GMT0 Greenwich Iceland|0|0|;Africa/Addis_Ababa Africa/Asmara Africa/Asmera A\
    frica/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu Africa/Nairobi Indian/Anta\
    nanarivo Indian/Comoro Indian/Mayotte|12|12|;Africa/Algiers|4|4|;Africa/Bangui Africa/Brazzavi\
    lle Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda Africa/Malabo A\
    frica/Ndjamena Africa/Niamey Africa/Porto-Novo|4|4|;Africa/Blantyre Africa/Bujumbura Africa/Ga\
    borone Africa/Harare Africa/Kigali Africa/Lubumbashi Africa/Lusaka Africa/Maputo|8|8|;Africa/C\
    airo Egypt|8,12,4.5.5/0,10.5.4/96|8 12|103lwo004r2c106hdo004r2c106hdo004r2c106hdo004r2c106p5o0\
    04r2c106hdo004r2c106hdo004r2c106hdo004r2c106hdo004r2c106p5o004r2c106hdo004r2c106hdo004jac106p5\
    o0043qc1074po003vyc107cho003o6c107s1o0036ec100xdo000nac114u1o001amc1012xo001q6c|28043880;Afric\
    a/Casablanca Africa/El_Aaiun|4|0 4|1478g0002u6c108fdo002hyc107u9o0030uc107cho003o6c108fh0002j4\
    0100yg00019k0106hc00025s01011s0002eo0104r40002s001012w0002mg0104r40002dk01012w00030w0104r40002\
    5s01012w0003gg0104jc0001q80101ao0003o80104jc0001ig01012w0009xs01012w0009q00101ao0009q001012w00\
    09q00101ao0009q001012w0009xs01012w0009q00101ao0009q001012w0009xs01012w0009q00101ao0009q001012w\
    0009q00101ao0009q001012w0009xs01012w0009q00101ao0009q001012w0009q00101ao0009q00101ao0009q00101\
    2w0009q00101ao0009q001012w0009xs01012w0009q00101ao0009q001012w0009q00101ao0009q00101ao0009q001\
    012w0009q00101ao0009q001012w0009xs01012w0009q00101ao0009q001012w0009q00101ao0009q00101ao0009q0\
    01012w0009q00101ao0009q001012w0009xs01012w0009q00101ao0009q001012w0009q00101ao0009q00101ao0009\
    q001012w0009q00101ao0009q001012w0009xs01012w0009q00101ao0009q001012w0009q00101ao0009q00101ao00\
    09q001012w0009q00101ao0009q001012w0009xs01012w0009q00101ao0009q001012w0009q00101ao0009q00101ao\
    0009q001012w0009q00101ao0009q001012w0009xs01012w0009q00101ao0009q001012w0009q00101ao0009q00101\
    2w0009xs01012w0009q00101ao0009q001012w0009xs01012w0009q00101ao0;Africa/Ceuta Arctic/Longyearby\
    en Atlantic/Jan_Mayen CET Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe\
    /Bratislava Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar\
     Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europ\
    e/Paris Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Sk\
    opje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw Eu\
    rope/Zagreb Europe/Zurich Poland|4,8,3.5.0/8,10.5.0/12|4 8|102ldo005m80|13803900;Africa/Johann\
    esburg Africa/Maseru Africa/Mbabane|8|8|;Africa/Juba|8|8 12|11kswo06l9mc;Africa/Khartoum|8|8 1\
    2|11kswo05klmc;Africa/Sao_Tome|0|0 4|177aho00b9k0;Africa/Tripoli Libya|8|8 4|10joso005qpo14vw9\
    o004ag0;Africa/Tunis|4|4 8|138g6c004oxo105gpo006p40104jc0006p40104r40006hc0;Africa/Windhoek|8|\
    8 4|102t40004r5o106p2c004jdo106p2c004r5o106hac004r5o106hac004r5o106hac004r5o106hac004r5o106p2c\
    004jdo106p2c004r5o106hac004r5o106hac004r5o106hac004r5o106hac004r5o106p2c004r5o106hac004r5o106h\
    ac004r5o106hac004r5o106hac004r5o106p2c004jdo106p2c004r5o106hac004r5o106hac004r5o106hac004r5o;A\
    merica/Adak America/Atka US/Aleutian|-40,-36,3.2.0/8,11.1.0/8|-40 -36|102to0006hac104yxo0069ic\
    104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006h\
    ac104r5o006hac104r5o006hac|19560240;America/Anchorage America/Juneau America/Nome America/Sitk\
    a America/Yakutat US/Alaska|-36,-32,3.2.0/8,11.1.0/8|-36 -32|102tmc006hac104yxo0069ic104yxo006\
    9ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o0\
    06hac104r5o006hac|19560180;America/Anguilla America/Antigua America/Aruba America/Barbados Ame\
    rica/Blanc-Sablon America/Curacao America/Dominica America/Grenada America/Guadeloupe America/\
    Kralendijk America/Lower_Princes America/Marigot America/Martinique America/Montserrat America\
    /Port_of_Spain America/Puerto_Rico America/St_Barthelemy America/St_Kitts America/St_Lucia Ame\
    rica/St_Thomas America/St_Vincent America/Tortola America/Virgin|-16|-16|;America/Araguaina|-1\
    2|-12 -8|108v10003o6c107cho0043qc1075to004i6c106wxo0043qc106wxo004jac106wxo0043qc107cho003vyc1\
    07zto0038mc1313to003o6c;America/Argentina/Buenos_Aires America/Argentina/Cordoba America/Bueno\
    s_Aires America/Cordoba America/Rosario|-12|-12 -8|142hh0002dic106p5o004jac;America/Argentina/\
    Catamarca America/Argentina/ComodRivadavia America/Argentina/La_Rioja America/Argentina/Rio_Ga\
    llegos America/Catamarca|-12|-12 -16 -8|12y590000l5o213r2c002dic;America/Argentina/Jujuy Ameri\
    ca/Argentina/Salta America/Jujuy|-12|-12 -8|142hh0002dic;America/Argentina/Mendoza America/Men\
    doza|-12|-12 -16 -8|12xv90003w1o210q6c002dic;America/Argentina/San_Juan|-12|-12 -16 -8|12y4500\
    01p5o212o6c002dic;America/Argentina/San_Luis|-12|-12 -16 -8|12y450001p5o212o6c000oec101hdo006p\
    5o104jac006p5o;America/Argentina/Tucuman|-12|-12 -16 -8|12y590000ddo213yuc002dic206p5o004jac;A\
    merica/Argentina/Ushuaia|-12|-12 -16 -8|12y310000ndo213r2c002dic;America/Asuncion|-12|-12 -16|\
    101qd0006p5o104ouc006rdo104bic006wxo104jac006p5o104r2c006hdo104r2c006hdo104r2c006p5o105m6c004j\
    do106p2c004r5o106hac0061to104jac006p5o104jac006p5o104jac006wxo104bic006wxo104bic006wxo105eec00\
    5eho105tyc005eho105tyc005m9o1056mc0061to1056mc0061to1056mc0061to105eec005u1o105eec005u1o105eec\
    0061to1056mc0061to1056mc0061to105eec005u1o105eec005u1o105eec005u1o105eec0061to;America/Atikoka\
    n America/Cayman America/Coral_Harbour America/Jamaica America/Panama EST Jamaica|-20|-20|;Ame\
    rica/Bahia|-12|-8 -12|101ijc007cho103o6c007cho1043qc0075to104i6c006wxo1043qc006wxo104jac006wxo\
    1043qc007cho103vyc007zto1038mc02pnlo1043qc;America/Bahia_Banderas|-24|-28 -24 -20|10e9r00069ic\
    104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac105u1o004jac105u1o0069ic104yxo0069ic104yxo006h\
    ac104r5o006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic204yxo106h8o204r5o106hac204r5o10\
    6hac204yxo1069ic204yxo1069ic204yxo1069ic204yxo106hac204r5o106hac204r5o106hac204yxo1069ic204yxo\
    1069ic204yxo106hac204r5o106hac;America/Belem America/Cayenne America/Paramaribo Antarctica/Rot\
    hera Etc/GMT+3|-12|-12|;America/Belize America/Costa_Rica America/El_Salvador America/Regina A\
    merica/Swift_Current Canada/Saskatchewan|-24|-24|;America/Boa_Vista|-16|-16 -12|11hl2o004jac10\
    6wxo0007qc;America/Bogota America/Guayaquil America/Lima Etc/GMT+5|-20|-20|;America/Boise Amer\
    ica/Denver America/Edmonton America/Inuvik America/Shiprock America/Yellowknife Canada/Mountai\
    n MST7MDT Navajo US/Mountain|-28,-24,3.2.0/8,11.1.0/8|-28 -24|102tj0006hac104yxo0069ic104yxo00\
    69ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o\
    006hac104r5o006hac|19560060;America/Cambridge_Bay|-28,-24,3.2.0/8,11.1.0/8|-28 -24 -20|102tj00\
    06hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo20b8ec106oz000b0t0104yxo0069ic104yxo0069ic104yx\
    o006hac104r5o006hac104r5o006hac|19560060;America/Campo_Grande|-16|-12 -16|101il0007cho103o6c00\
    7cho1043qc0075to104i6c006wxo1043qc006wxo104jac006wxo1043qc007cho103vyc007zto1038mc007k9o103o6c\
    00821o103e6c007cho103vyc007zto103gec0074po103vyc007k9o103o6c007k9o103vyc007cho103vyc007cho1043\
    qc007cho103o6c007k9o103o6c007k9o103vyc007cho103vyc007cho103vyc007cho103vyc007zto1038mc;America\
    /Cancun|-20|-24 -20 -16|10e9pc0069ic104yxo20b8ec103o6c002ldo104yxo006hac104r5o006hac105u1o004j\
    ac105u1o0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104r5o006hac104yxo0069ic104yxo00\
    69ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic1030xo;America/Caracas|-16|-16\
     -18|141ubo02mmo0;America/Chicago America/Menominee America/North_Dakota/Center CST6CDT US/Cen\
    tral|-24,-20,3.2.0/8,11.1.0/8|-24 -20|102thc006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo00\
    6hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac|19560\
    000;America/Chihuahua|-24|-24 -20 -28|10e9pc0069ic104yxo0069ic20b8ho004yxo206hac004r5o206hac00\
    5u1o204jac005u1o2069ic004yxo2069ic004yxo206hac004r5o206hac004r5o206hac004r5o206hac004yxo2069ic\
    004yxo2069ic004yxo206hac004r5o206hac004r5o206hac004yxo2069ic004yxo2069ic004yxo2069ic004yxo206h\
    ac004r5o206hac004r5o206hac004yxo2069ic004yxo2069ic004yxo206hac004r5o;America/Ciudad_Juarez|-28\
    ,-24,3.2.0/8,11.1.0/8|-24 -20 -28|10e9pc0069ic104yxo0069ic20b8ho004yxo206hac004r5o206hac005u1o\
    204jac005u1o2069ic004yxo2069ic004yxo206hac004r5o206hac004r5o206hac004r5o206hac004yxo2069ic004y\
    xo2069ic004blo207cec003w1o207cec003w1o207cec003w1o207cec003w1o207cec003w1o207cec0043to207cec00\
    3w1o207cec003w1o207cec003w1o207cec003w1o207cec0043to207cec003w1o2082z0|27976860;America/Coyhai\
    que|-12|-12 -16|1025x0006p5o104jac006p5o1056mc0061to104r2c0061to105tyc005u1o104r2c006p5o104jac\
    006p5o104jac006p5o104jac006p5o104r2c006hdo104r2c006hdo104r2c006p5o104jac006p5o1056mc0061to104r\
    2c006hdo105eec005u1o106hac0038po107ryc003w1o107cec0043to1074mc0043to10j0ec002t5o108fac002t5o10\
    8fac002t5o107cec004r5o106hac004r5o106hac004r5o106hac004yxo1069ic004r5o106p2c004r5o;America/Cre\
    ston America/Dawson_Creek America/Phoenix MST US/Arizona|-28|-28|;America/Cuiaba|-16|-12 -16|1\
    01il0007cho103o6c007cho1043qc0075to104i6c006wxo1043qc006wxo104jac006wxo1043qc007cho103vyc007zt\
    o1038mc00jaho103e6c007cho103vyc007zto103gec0074po103vyc007k9o103o6c007k9o103vyc007cho103vyc007\
    cho1043qc007cho103o6c007k9o103o6c007k9o103vyc007cho103vyc007cho103vyc007cho103vyc007zto1038mc;\
    America/Danmarkshavn|0|-12 -8 0|102ldo005m8020323c;America/Dawson America/Whitehorse Canada/Yu\
    kon|-28|-32 -28|102tko006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o\
    006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac1043to007cec103w1o007cec103w\
    1o007cec1043to007cec103w1o007cec103w1o007cec103w1o007cec103w1o007cec103w1o007cec1043to007cec10\
    3w1o007cec103w1o007cec103w1o007cec103w1o;America/Detroit America/Kentucky/Louisville America/L\
    ouisville America/Montreal America/Nassau America/New_York America/Nipigon America/Thunder_Bay\
     America/Toronto Canada/Eastern EST5EDT US/Eastern US/Michigan|-20,-16,3.2.0/8,11.1.0/8|-20 -1\
    6|102tfo006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo00\
    69ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac|19559940;America/Eirunepe America/Porto_A\
    cre America/Rio_Branco Brazil/Acre|-20|-20 -16|147y8c01onac;America/Ensenada America/Santa_Isa\
    bel America/Tijuana Mexico/BajaNorte|-32,-28,3.2.0/8,11.1.0/8|-32 -28|102tko006hac104yxo0069ic\
    104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006h\
    ac104r5o006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic|21142680;America/Fort_Nelson|-2\
    8|-32 -28|102tko006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac\
    104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac1043to007cec103w1o007cec103w1o007c\
    ec1043to007cec103w1o007cec103w1o007cec103w1o007cec103w1o007cec103w1o;America/Fort_Wayne Americ\
    a/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Vevay America/Indianapolis US/E\
    ast-Indiana|-20,-16,3.2.0/8,11.1.0/8|-20 -16|13itvo006hac|19559940;America/Fortaleza|-12|-12 -\
    8|11hl10004jac106wxo000fic10b0po003vyc;America/Glace_Bay America/Halifax America/Thule Atlanti\
    c/Bermuda Canada/Atlantic|-16,-12,3.2.0/8,11.1.0/8|-16 -12|102te0006hac104yxo0069ic104yxo0069i\
    c104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o006\
    hac104r5o006hac|19559880;America/Godthab America/Nuuk|-8,-4,3.5.0/-4,10.5.0/0|-12 -8|102ldo005\
    m80105u00006hc0104r40006hc0104r40006hc0104r40006p40104jc0006p40104jc0006p40104r40006hc0104r400\
    06hc0104r40006p40104jc0006p40104jc0006p40104jc0006p40104r40006hc0104r40006hc0104r40006p40104jc\
    0006p40104jc0006p40104r40006hc0104r40006hc0104r40006hc0104r40006p40104jc0006p40104jc0006p40104\
    r40006hc0104r40006hc0104r40006p40104jc0006p40104jc0|28530780;America/Goose_Bay|-16,-12,3.2.0/8\
    ,11.1.0/8|-16 -12|102tap006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r\
    5o006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac1043to007cec103w1o007cec10\
    3w1o007cec1043to007cec103w1o|22009260;America/Grand_Turk|-20,-16,3.2.0/8,11.1.0/8|-20 -16|102t\
    fo006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic10\
    4yxo0069ic104yxo006hac104r5o006hac104r5o006hac1043to007cec103w1o007cec103w1o007cec1043to007cec\
    103w1o007cec103w1o007cec103w1o007cec103w1o007cec103w1o|25688520;America/Guatemala|-24|-24 -20|\
    13joy0004r2c;America/Guyana America/La_Paz America/Manaus America/Porto_Velho Brazil/West Etc/\
    GMT+4|-16|-16|;America/Havana Cuba|-20,-16,3.2.0/0,11.1.0/4|-20 -16|102tcc005u00105m80005m8010\
    5m80005u001056o0006hc0104r40006p40104r40006hc0104r40006hc0104yw00069k0104yw00069k0104r4000t600\
    1043s00074o0104bk0006ww01043s00074o0104bk00074o0104bk0007cg0104bk0|22533420;America/Hermosillo\
    |-28|-28 -24|10e9r00069ic104yxo0069ic104yxo0069ic;America/Indiana/Knox America/Indiana/Tell_Ci\
    ty America/Knox_IN US/Indiana-Starke|-24,-20,3.2.0/8,11.1.0/8|-20 -24|13pb7o|19560000;America/\
    Indiana/Petersburg America/Indiana/Vincennes|-20,-16,3.2.0/8,11.1.0/8|-20 -24|13pb7o0043to|200\
    84100;America/Indiana/Winamac|-20,-16,3.2.0/8,11.1.0/8|-20 -24 -16|13pb7o2043to|19902600;Ameri\
    ca/Iqaluit America/Pangnirtung|-20,-16,3.2.0/8,11.1.0/8|-20 -16 -24|102tfo006hac104yxo0069ic10\
    4yxo0069ic104yxo0069ic104yxo206hac004r7c10b8ec006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o\
    006hac104r5o006hac|19559940;America/Kentucky/Monticello|-20,-16,3.2.0/8,11.1.0/8|-24 -20 -16|1\
    02thc006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o20b8ec106hac204yxo1069ic204yx\
    o1069ic204yxo106hac204r5o106hac204r5o106hac|19559940;America/Los_Angeles America/Vancouver Can\
    ada/Pacific PST8PDT US/Pacific|-32,-28,3.2.0/8,11.1.0/8|-32 -28|102tko006hac104yxo0069ic104yxo\
    0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006hac104r\
    5o006hac104r5o006hac|19560120;America/Maceio|-12|-12 -8|108v10003o6c1151to004jac106wxo000fic10\
    b0po003vyc;America/Managua|-24|-20 -24|10mkgc02l8po105eec006hh0104r0o;America/Matamoros|-24,-2\
    0,3.2.0/8,11.1.0/8|-24 -20|10e9pc0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac105u1o0\
    04jac105u1o0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104r5o006hac104yxo0069ic104yx\
    o0069ic|21142560;America/Mazatlan Mexico/BajaSur|-28|-28 -24|10e9r00069ic104yxo0069ic104yxo006\
    9ic104yxo006hac104r5o006hac105u1o004jac105u1o0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o0\
    06hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yx\
    o0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006hac104\
    r5o006hac;America/Merida America/Mexico_City America/Monterrey Mexico/General|-24|-24 -20|10e9\
    pc0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac105u1o004jac105u1o0069ic104yxo0069ic10\
    4yxo006hac104r5o006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac\
    104r5o006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069\
    ic104yxo0069ic104yxo006hac104r5o006hac;America/Metlakatla|-36,-32,3.2.0/8,11.1.0/8|-32 -36|16i\
    uwo0043to107cec003w1o107cec003w1o109pyc|25870260;America/Miquelon|-12,-8,3.2.0/8,11.1.0/8|-12 \
    -8|102tcc006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0\
    069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac|19559820;America/Moncton|-16,-12,3.2.0/8\
    ,11.1.0/8|-16 -12|102tap006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r\
    5o006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac|19559880;America/Montevid\
    eo|-12|-12 -8|131jh0005u1o1061to004r2c1069lo004yuc106hdo004r2c106hdo004r2c106hdo004yuc1069lo00\
    4yuc1069lo004yuc106hdo004r2c106hdo004r2c106hdo004r2c;America/Noronha Brazil/DeNoronha|-8|-8 -4\
    |11hkzc004jac106wxo0007qc10b8ho003vyc;America/North_Dakota/Beulah|-24,-20,3.2.0/8,11.1.0/8|-28\
     -24|102tj0006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yx\
    o0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac1043to007cec103w1o007cec103w1o007cec104\
    3to|21666720;America/North_Dakota/New_Salem|-24,-20,3.2.0/8,11.1.0/8|-28 -24 -20|102tj0006hac1\
    04yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yxo20b8e\
    c106hac204r5o106hac204r5o106hac|19560000;America/Ojinaga|-24,-20,3.2.0/8,11.1.0/8|-24 -20 -28|\
    10e9pc0069ic104yxo0069ic20b8ho004yxo206hac004r5o206hac005u1o204jac005u1o2069ic004yxo2069ic004y\
    xo206hac004r5o206hac004r5o206hac004r5o206hac004yxo2069ic004yxo2069ic004blo207cec003w1o207cec00\
    3w1o207cec003w1o207cec003w1o207cec003w1o207cec0043to207cec003w1o207cec003w1o207cec003w1o207cec\
    003w1o207cec0043to207cec003w1o|27976800;America/Port-au-Prince|-20,-16,3.2.0/8,11.1.0/8|-20 -1\
    6|102te0006hc0104yw00069k0104yw00069k012btqc006hac104r5o006hac11ohx0007cec103w1o007cec103w1o00\
    7cec103w1o007cec|24821700;America/Punta_Arenas Antarctica/Palmer|-12|-12 -16|1025x0006p5o104ja\
    c006p5o1056mc0061to104r2c0061to105tyc005u1o104r2c006p5o104jac006p5o104jac006p5o104jac006p5o104\
    r2c006hdo104r2c006hdo104r2c006p5o104jac006p5o1056mc0061to104r2c006hdo105eec005u1o106hac0038po1\
    07ryc003w1o107cec0043to1074mc0043to10j0ec002t5o;America/Rainy_River America/Winnipeg Canada/Ce\
    ntral|-24,-20,3.2.0/8,11.1.0/8|-24 -20|102thc006hc0104yw00069k0104yw00069k0104yw00069k0104yw00\
    06hc0104r40006hc0104r40006hc0104yw00069k0104yw00069k0104yw0006hc0104r40006hc0104r40006hac|1956\
    0000;America/Rankin_Inlet|-24,-20,3.2.0/8,11.1.0/8|-24 -20|102thc006hac104yxo0069ic104yxo0069i\
    c104yxo0069ic104yxo006hac104r5o00hpqc104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o006\
    hac|19560000;America/Recife|-12|-12 -8|11hl10004jac106wxo0007qc10b8ho003vyc;America/Resolute|-\
    24,-20,3.2.0/8,11.1.0/8|-24 -20|102thc006hac104yxo0069ic104yxo0069ic104yxo0069ic104yxo006hac10\
    4r5o00hpqc104yxo0069ic104yxo0069ic104yxo006hac104r5o006hac104r5o|19902660;America/Santarem|-12\
    |-16 -12|147y6o;America/Santiago Chile/Continental|-16,-12,9.1.6/96,4.1.6/96|-12 -16|1025x0006\
    p5o104jac006p5o1056mc0061to104r2c0061to105tyc005u1o104r2c006p5o104jac006p5o104jac006p5o104jac0\
    06p5o104r2c006hdo104r2c006hdo104r2c006p5o104jac006p5o1056mc0061to104r2c006hdo105eec005u1o106ha\
    c0038po107ryc003w1o107cec0043to1074mc0043to10j0ec002t5o108fac002t5o108fac002t5o107cec004r5o106\
    hac004r5o106hac004r5o106hac004yxo|28006740;America/Santo_Domingo|-16|-16 -20|11toq00012w0;Amer\
    ica/Sao_Paulo Brazil/East|-12|-8 -12|101ijc007cho103o6c007cho1043qc0075to104i6c006wxo1043qc006\
    wxo104jac006wxo1043qc007cho103vyc007zto1038mc007k9o103o6c00821o103e6c007cho103vyc007zto103gec0\
    074po103vyc007k9o103o6c007k9o103vyc007cho103vyc007cho1043qc007cho103o6c007k9o103o6c007k9o103vy\
    c007cho103vyc007cho103vyc007cho103vyc007zto1038mc;America/Scoresbysund|-8,-4,3.5.0/-4,10.5.0/0\
    |-4 0|102ldo005m80105u00006hc0104r40006hc0104r40006hc0104r40006p40104jc0006p40104jc0006p40104r\
    40006hc0104r40006hc0104r40006p40104jc0006p40104jc0006p40104jc0006p40104r40006hc0104r40006hc010\
    4r40006p40104jc0006p40104jc0006p40104r40006hc0104r40006hc0104r40006hc0104r40006p40104jc0006p40\
    104jc0006p40104r40006hc0104r40006hc0104r40006p40104jc0006p40104jc0006p40|28833180;America/St_J\
    ohns Canada/Newfoundland|-14,-10,3.2.0/8,11.1.0/8|-14 -10|102t9v006hac104yxo0069ic104yxo0069ic\
    104yxo0069ic104yxo006hac104r5o006hac104r5o006hac104yxo0069ic104yxo0069ic104yxo006hac104r5o006h\
    ac104r5o006hac1043to007cec103w1o007cec103w1o007cec1043to007cec103w1o|22009230;America/Teguciga\
    lpa|-24|-24 -20|13jwq0002u6c;Antarctica/Casey|32|32 44|14ms6000497010il10003lyc11glac00fl5o106\
    hh0004ypc1067h0004t70106hc1004yqz1069p1004yqz1069p1004vjz;Antarctica/Davis|28|28 20|14ms7o004g\
    1o10ie6c003m1o;Antarctica/DumontDUrville Etc/GMT-10 Pacific/Chuuk Pacific/Port_Moresby Pacific\
    /Truk Pacific/Yap|40|40|;Antarctica/Macquarie|40,44,10.1.0/8,4.1.0/12|44 40|102kyo005u00105m80\
    005u00105eg0005u00105eg0005u00105eg0005u00105eg0004r40106hc00061s0105eg0005u00105eg0005u00105e\
    g0005u00105eg0005u00105m80005m80105eg00061s0105m80005m80105m80005m80|21696000;Antarctica/Mawso\
    n|20|24 20|14ms9c;Antarctica/McMurdo Antarctica/South_Pole NZ Pacific/Auckland|48,52,9.5.0/8,4\
    .1.0/12|52 48|102d3c0061s01056o00069k0104yw00069k0104yw00069k01056o00061s01056o00061s01056o000\
    69k0104yw00069k0104yw00069k01056o00061s01056o00061s01056o00061s01056o0|19851240;
    """
}
