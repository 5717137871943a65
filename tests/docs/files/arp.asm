        ldh [12]
        jne #0x806, drop    ; what is no ARP
        ret #262144
drop:   ret #0
