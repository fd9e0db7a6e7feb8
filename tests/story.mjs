/** An invented story as a column prints it, for tests that need any page at all. */

export const HEADLINE = "一封信过了河";

export const STORY = `本报讯 三月的一个早晨，河边
的小站来了一位老人，他要把一封信
送到对岸去。船夫说，河水还没有退，
要等到中午才能开船。

老人点点头，坐在石阶上等了起
来。他说，信是写给老同学的，两人
隔着一条河，已经四十年没有见面，
今年总算打听到了地址。

中午，水退了，船夫把信和老人
一起送到了对岸。码头上站着一个人，
手里也拿着一封没有寄出的信。

${HEADLINE}
`;

/** Words that stand on two lines of the story. */
export const JOINED = "河边的小站来了一位老人，他要把一封信送到对岸去。";
