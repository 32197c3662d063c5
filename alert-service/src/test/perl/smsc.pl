# A small short message centre by Net::SMPP (Debian: libnet-smpp-perl), for OtherSmscTest: an implementation that is not the one we use.
# Takes one client after another on 127.0.0.1. Every message is accepted; then come its receipt and a reply by the same phone.
# Says on standard output what it sees. Arguments: port, password.
use strict;
use warnings;
use Net::SMPP;

$| = 1;
my ($port, $password) = @ARGV;
my $listener = Net::SMPP->new_listen('127.0.0.1', port => $port, smpp_version => 0x34) or die "cannot listen: $!";
print "READY\n";
my $id = 0;
while (1) {
    my $client = $listener->accept() or next;
    ${*$client}{async} = 1;
    $client->set_version(0x34);
    while (my $pdu = $client->read_pdu()) {
        my $command = $pdu->{cmd};
        if ($command == Net::SMPP::CMD_bind_transceiver) {
            my $known = $pdu->{system_id} eq 'tocsin' && $pdu->{password} eq $password;
            $client->bind_transceiver_resp(system_id => 'perl', seq => $pdu->{seq}, status => $known ? 0 : 0x0000000e);
            print $known ? "BOUND\n" : "REFUSED\n";
        } elsif ($command == Net::SMPP::CMD_enquire_link) {
            $client->enquire_link_resp(seq => $pdu->{seq});
            print "ASKED\n";
        } elsif ($command == Net::SMPP::CMD_submit_sm) {
            my $name = 'perl-' . ++$id;
            $client->submit_sm_resp(message_id => $name, seq => $pdu->{seq});
            print "SUBMIT $pdu->{destination_addr} $pdu->{short_message}\n";
            my %phone = (
                source_addr_ton => 1, source_addr_npi => 1, source_addr => $pdu->{destination_addr},
                destination_addr => $pdu->{source_addr}, data_coding => 0,
            );
            $client->deliver_sm(%phone, esm_class => 0x04,
                short_message => "id:$name sub:001 dlvrd:001 submit date:2611262300 done date:2611262300 stat:DELIVRD err:000 text:",
                user_message_reference => $pdu->{user_message_reference});
            my ($reference) = $pdu->{short_message} =~ /(T-\w+)/;
            $client->deliver_sm(%phone, esm_class => 0, short_message => "Ack " . lc $reference);
        } elsif ($command == Net::SMPP::CMD_unbind) {
            $client->unbind_resp(seq => $pdu->{seq});
            print "UNBOUND\n";
            last;
        } elsif ($command & 0x80000000) {
            print "ANSWERED $pdu->{status}\n";
        }
    }
    close $client;
}
